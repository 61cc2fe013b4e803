// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "cli/figure_flags.h"
#include "explorer/models/scoring.h"
#include "explorer/report/report.h"
#include "explorer/studies/experiment.h"
#include "explorer/studies/sweep.h"
#include "explorer/value/exploration.h"
#include "figure/export/export.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

// The subcommands: each writes its answer to standard output or to a file, whole or not at all.

/// How a table is printed: for people to read, in a format for documents, or as JSON.
enum class PrintFormat { Text, Csv, Markdown, Latex, Json };

struct FitOutput {
    PrintFormat format = PrintFormat::Text;
    std::string rows; ///< path of the table of rows, or empty
};

struct EvaluateOutput {
    PrintFormat format = PrintFormat::Text;
    std::string curves; ///< path of the table of curves, or empty
};

struct ExperimentOutput {
    PrintFormat format = PrintFormat::Markdown;
    bool quotesStudy = false;
    std::string rows; ///< path of the table of test rows, or empty
};

struct ScoreOutput {
    enum class Format { JsonLines, Csv };
    Format format = Format::JsonLines;
    bool all = false;                         ///< every row, not only the suspicious ones
    std::vector<DetectorKind> detectors = {}; ///< of the model's; all when empty
    ScorePreparation preparation = ScorePreparation::Apply;
    std::vector<std::string> libsvmFeatures = {}; ///< of a model file of libsvm, in its order
    std::string libsvmRange = {};                 ///< path of its range file, or empty
};

struct CodeOutput {
    enum class Kind { Command, Python, Methods };
    Kind kind = Kind::Command;
    std::string path; ///< standard output when empty
};

struct TrainOutput {
    std::string model;
    std::string libsvm = {}; ///< path of a model file of libsvm beside it, or empty

    /// Of all files that are written.
    [[nodiscard]] std::vector<std::string> paths() const;
};

/// What a figure tells of how it was made.
enum class RecipePaths {
    Names, ///< of the data files the names and fingerprints
    Paths, ///< and where they lie
    None   ///< nothing at all
};

struct RenderOutput {
    std::string path;
    RecipePaths recipe = RecipePaths::Names;
};

struct ReportOutput {
    std::string path;
    std::string title = {};                                ///< one from the data where it is empty
    std::optional<std::size_t> mostRows = usualReportRows; ///< listed of the outliers; all when absent
};

struct ReproduceInput {
    std::string figure;                 ///< or a document
    std::vector<std::string> data = {}; ///< where its data are, in the order of the recipe; looked for when empty
    bool verify = false;                ///< fail unless all is the same
};

[[nodiscard]] Expected<void> describe(const Exploration& exploration, PrintFormat format);
[[nodiscard]] Expected<void> fitDetectors(const Exploration& exploration, const FitOutput& output);
[[nodiscard]] Expected<void> render(const Exploration& exploration, const FigureStyle& style,
                                    const RenderOutput& output);
/// Says whether a figure's data and result are the same, and writes the figure anew, in its own style but for what the
/// flags change, where `output` names a file.
[[nodiscard]] Expected<void> reproduce(const ReproduceInput& input, const FigureFlags& figure,
                                       const std::string& output);
/// The learned frontiers of a figure, as CSV or GeoJSON.
[[nodiscard]] Expected<void> writeFrontiers(const Exploration& exploration, const std::string& path);
/// What render would draw, with all that is known of it.
[[nodiscard]] Expected<void> report(const Exploration& exploration, const ReportOutput& output);
/// The same of a document, or of a figure or a report that carries its recipe.
[[nodiscard]] Expected<void> reportOfDocument(const std::string& document, const ReportOutput& output);
/// What render would draw, as text.
[[nodiscard]] Expected<void> writeCode(const Exploration& exploration, const CodeOutput& output);
[[nodiscard]] Expected<void> sweep(const Exploration& exploration, const SweepPlan& plan, PrintFormat format);
[[nodiscard]] Expected<void> evaluateDetectors(const Exploration& exploration, const EvaluateOutput& output);
/// Of the exploration only the source and the preparation count.
[[nodiscard]] Expected<void> experiment(const Exploration& exploration, const ExperimentPlan& plan,
                                        const ExperimentOutput& output);
/// Of all features, or of the axes where none is named.
[[nodiscard]] Expected<void> train(const Exploration& exploration, const std::vector<std::string>& features,
                                   const TrainOutput& output);
/// The rows of a file.
[[nodiscard]] Expected<void> scoreFile(const std::string& model, const Source& source, const ScoreOutput& output);
/// Rows as they arrive: from standard input where the source is "-" to its end, else from a file that grows until
/// SIGINT or SIGTERM.
[[nodiscard]] Expected<void> scoreArrivals(const std::string& model, const Source& source, const ScoreOutput& output);
[[nodiscard]] Expected<void> prepareFile(const Exploration& exploration, const std::string& path);

} // namespace perimeter
