// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "cli/flags/preparation_flags.h"
#include "explorer/value/exploration.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace perimeter {

/// The flags of a subcommand as they are parsed; exploration() turns them into the value the window works with too.
class Options {
public:
    /// FILE, what is joined to it, and how they are read.
    void addSource(CLI::App& command);
    /// FILE and how it is read and prepared.
    void addPreparation(CLI::App& command);
    /// Axes, scaling, cells, detectors and their settings.
    void addDetection(CLI::App& command);
    /// Scaling and the detectors' settings but for ν, where features are named otherwise.
    void addDetectors(CLI::App& command);
    /// The column that says what rows are, `column` when it is not named, and the detector that learns from it.
    void addLabels(CLI::App& command, const std::string& column);
    /// Panes, lines and view, or a preset that decides them; FILE may then be left out.
    void addLayout(CLI::App& command);
    /// All that decides what a figure shows: preparation, detection, labels and layout.
    void addFigure(CLI::App& command);

    /// Errors are those that the arguments alone decide.
    [[nodiscard]] Expected<Exploration> exploration() const;
    /// As it was given; empty where a preset needs none.
    [[nodiscard]] const std::string& file() const { return m_file; }
    [[nodiscard]] bool hasDetectors() const { return !m_detectors.empty(); }
    /// The first of --x and --y that is given; nothing where neither is.
    [[nodiscard]] std::optional<std::string> givenAxis() const;
    [[nodiscard]] bool hasGamma() const;

private:
    void addAxes(CLI::App& command);
    void addCells(CLI::App& command);
    [[nodiscard]] Expected<void> readSource(Source& source) const;
    [[nodiscard]] Expected<void> readGamma(GammaChoice& gamma) const;
    [[nodiscard]] Expected<void> readTwoClass(Exploration& exploration) const;
    [[nodiscard]] Expected<void> readLayout(Exploration& exploration) const;

    std::string m_file;
    std::string m_delimiter, m_quote, m_decimal, m_encoding;
    bool m_noHeader = false;
    std::vector<std::string> m_names;
    std::vector<std::string> m_joins;
    PreparationFlags m_preparation;

    std::string m_gamma = "scale";
    std::string m_classWeights = "balanced";
    std::vector<DetectorKind> m_detectors;
    std::string m_panes = "detector";
    std::string m_lines = "none";
    std::string m_view;
    std::string m_preset;
    double m_contamination = -1;
    double m_supportFraction = -1;
    Exploration m_exploration; ///< what flags set directly
    bool m_exact = false;
    bool m_bins = false;
    CLI::Option* m_fileGiven = nullptr;
    CLI::Option* m_xGiven = nullptr;
    CLI::Option* m_yGiven = nullptr;
    CLI::Option* m_truthGiven = nullptr;
    bool m_isTruthForTwoClass = false; ///< and for nothing else
    CLI::Option* m_gammaGiven = nullptr;
    CLI::Option* m_contaminationGiven = nullptr;
    CLI::Option* m_supportFractionGiven = nullptr;
};

} // namespace perimeter
