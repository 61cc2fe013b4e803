// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flags/options.h"

#include "base/text.h"
#include "cli/flags/flag_words.h"
#include "explorer/value/presets.h"
#include "explorer/value/words.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>

namespace perimeter {

namespace {

/// The one character that a delimiter, quote or decimal flag means.
std::optional<char> character(const std::string& word)
{
    static const std::map<std::string, char> names = {{"tab", '\t'},      {"\\t", '\t'}, {"comma", ','},
                                                      {"semicolon", ';'}, {"pipe", '|'}, {"space", ' '}};
    if (const auto named = names.find(word); named != names.end())
        return named->second;
    return word.size() == 1 ? std::optional(word.front()) : std::nullopt;
}

} // namespace

void Options::addSource(CLI::App& command)
{
    m_fileGiven = command.add_option("FILE", m_file, "CSV, TSV, JSON Lines, Parquet or a Zeek log")->required();
    command.add_option("--join", m_joins, "Join a second file by a column both have; repeatable")
        ->type_name("FILE:KEY")
        ->allow_extra_args(false);
    command.add_option("--delimiter", m_delimiter, "Found from the file when absent")->type_name("C");
    command.add_option("--quote", m_quote, "Quote character, or none")->type_name("C");
    command.add_option("--decimal", m_decimal, "Decimal mark: . or ,")->type_name("C");
    command.add_option("--encoding", m_encoding, "utf-8, utf-16le, utf-16be or latin-1");
    command.add_flag("--no-header", m_noHeader, "The first line holds data");
    command.add_option("--names", m_names, "Names of the columns")->delimiter(',')->type_name("a,b,c");
}

void Options::addPreparation(CLI::App& command)
{
    addSource(command);
    m_preparation.add(command);
}

void Options::addDetection(CLI::App& command)
{
    addAxes(command);
    addDetectors(command);
    command
        .add_option("--nu", m_exploration.settings.svm.nu,
                    "ν in (0, 1]: at most this share of rows are outliers, at least this share support vectors")
        ->check(isNumber());
    addCells(command);
}

void Options::addAxes(CLI::App& command)
{
    m_xGiven = command.add_option("--x", m_exploration.x.column,
                                  "Column of the x axis; the first that can be one when absent");
    m_yGiven = command.add_option("--y", m_exploration.y.column, "Column of the y axis");
    command.add_option("--x-axis", m_exploration.x.scale, "The axis as drawn; learning does not see it")
        ->transform(oneOf(axisWords()))
        ->type_name("linear|log|asinh");
    command.add_option("--y-axis", m_exploration.y.scale, "")
        ->transform(oneOf(axisWords()))
        ->type_name("linear|log|asinh");
}

void Options::addDetectors(CLI::App& command)
{
    DetectorSettings& settings = m_exploration.settings;
    command.add_option("--scale", m_exploration.scaling, "Scaling before learning")
        ->transform(oneOf(scalingWords()))
        ->type_name("standard|robust|minmax|log1p|none");
    command.add_option("--detector", m_detectors, "Repeatable; all three when absent")
        ->transform(oneOf(detectorWords()))
        ->type_name("ocsvm|robust|empirical")
        ->allow_extra_args(false);
    command.add_option("--kernel", settings.svm.kernel, "")
        ->transform(oneOf(kernelWords()))
        ->type_name("rbf|linear|poly|sigmoid");
    m_gammaGiven = command.add_option("--gamma", m_gamma, "")->type_name("scale|auto|V");
    command.add_option("--degree", settings.svm.degree, "Degree of the polynomial kernel");
    command.add_option("--coef0", settings.svm.coef0, "Constant of the polynomial and sigmoid kernels");
    command.add_option("--tolerance", settings.svm.tolerance, "Tolerance of the solver");
    command.add_option("--solver", settings.svm.solver, "")->transform(oneOf(solverWords()))->type_name("fast|libsvm");
    m_contaminationGiven =
        command.add_option("--contamination", m_contamination, "Share of outliers for the covariances; ν when absent");
    m_supportFractionGiven =
        command.add_option("--support-fraction", m_supportFraction, "h / n of the robust covariance");
    command.add_option("--convention", settings.convention, "Whose definition of the robust covariance")
        ->transform(oneOf(conventionWords()))
        ->type_name("sklearn|robustbase");
    command.add_option("--seed", settings.seed, "Seed of the robust covariance and of random splits")->check(isSeed());
}

void Options::addLabels(CLI::App& command, const std::string& column)
{
    m_exploration.labels.column = column;
    m_isTruthForTwoClass = column.empty();
    m_truthGiven =
        command.add_option("--truth", m_exploration.labels.column, "Column that is 1 (or true) for outliers");
    m_truthGiven->capture_default_str()->type_name("COLUMN");
    command.get_option("--detector")
        ->description("Repeatable; the three that need no labels when absent")
        ->type_name("ocsvm|robust|empirical|two-class");
    TwoClassChoice& choice = m_exploration.settings.twoClass;
    command.add_option("--two-class-kernel", choice.kernel, "Kernel of the two-class SVM")
        ->transform(CLI::IsMember({"rbf", "linear"}) | oneOf(kernelWords()))
        ->type_name("rbf|linear");
    command.add_option("--cost", choice.cost, "C of the two-class SVM: what a row on the wrong side costs");
    command
        .add_option("--class-weights", m_classWeights,
                    "What an error of an outlier and of an inlier costs beside the other; balanced by their numbers "
                    "when absent")
        ->type_name("balanced|OUTLIER:INLIER");
}

void Options::addCells(CLI::App& command)
{
    CLI::Option* const exact = command.add_flag("--exact", m_exact, "Learn from every row, however many there are");
    CLI::Option* const bins =
        command.add_flag("--bins", m_bins, "Learn from cells that rows are counted into, however few there are");
    CLI::Option* const above = command.add_option("--bins-above", m_exploration.binning.threshold,
                                                  "Learn from cells where there are more rows than this");
    above->type_name("N")->capture_default_str()->excludes(exact)->excludes(bins);
    exact->excludes(bins);
}

void Options::addLayout(CLI::App& command)
{
    command.add_option("--panes", m_panes, "What differs from pane to pane; with values: nu=0.005,0.05")
        ->type_name("detector|scaling|nu|kernel|axes|none");
    command.add_option("--lines", m_lines, "What differs from frontier to frontier within a pane")
        ->type_name("detector|nu|kernel|none");
    command.add_option("--view", m_view, "Visible rectangle in original units")->type_name("xmin:xmax,ymin:ymax");
    std::vector<std::string> names;
    for (const Preset& preset : presets())
        names.push_back(preset.name);
    CLI::Option* const preset = command.add_option(
        "--preset", m_preset, "A figure of the study of 2015, over FILE or else over the bundled, synthetic sample");
    preset->check(CLI::IsMember(names))->type_name(joined(names, "|"));
    m_fileGiven->required(false);
    for (const char* const decided : {"--panes", "--lines", "--view", "--scale", "--detector", "--kernel", "--nu",
                                      "--gamma", "--x-axis", "--y-axis"})
        preset->excludes(command.get_option(decided));
}

void Options::addFigure(CLI::App& command)
{
    addPreparation(command);
    addDetection(command);
    addLabels(command, "");
    addLayout(command);
}

std::optional<std::string> Options::givenAxis() const
{
    for (const CLI::Option* const axis : {m_xGiven, m_yGiven})
        if (axis && axis->count() > 0)
            return axis->get_name();
    return std::nullopt;
}

bool Options::hasGamma() const
{
    return m_gammaGiven && m_gammaGiven->count() > 0;
}

Expected<void> Options::readSource(Source& source) const
{
    source.path = m_file;
    DialectChoice& dialect = source.dialect;
    if (!m_delimiter.empty() && !(dialect.delimiter = character(m_delimiter)))
        return badFlag("--delimiter", m_delimiter, "one character, tab, comma, semicolon, pipe, space");
    if (m_quote == "none")
        dialect.quote = std::optional<char>();
    else if (!m_quote.empty()) {
        const std::optional<char> quote = character(m_quote);
        if (!quote)
            return badFlag("--quote", m_quote, "one character, none");
        dialect.quote = quote;
    }
    if (!m_decimal.empty() && m_decimal != "." && m_decimal != ",")
        return badFlag("--decimal", m_decimal, ". ,");
    if (!m_decimal.empty())
        dialect.decimal = m_decimal.front();
    if (!m_encoding.empty()) {
        const auto encoding = encodingWords().find(m_encoding);
        if (encoding == encodingWords().end())
            return badFlag("--encoding", m_encoding, "utf-8, utf-16le, utf-16be, latin-1");
        dialect.encoding = encoding->second;
    }
    if (m_noHeader)
        dialect.header = false;
    dialect.names = m_names;
    for (const std::string& join : m_joins) {
        const std::size_t colon = join.rfind(':');
        if (colon == std::string::npos || colon == 0 || colon + 1 == join.size())
            return badFlag("--join", join, "FILE:KEY");
        source.joins.push_back({.path = join.substr(0, colon), .key = join.substr(colon + 1)});
    }
    return {};
}

Expected<void> Options::readGamma(GammaChoice& gamma) const
{
    if (m_gamma == "scale" || m_gamma == "auto") {
        gamma.rule = m_gamma == "auto" ? GammaChoice::Rule::Auto : GammaChoice::Rule::Scale;
        return {};
    }
    const std::optional<double> value = parseNumber(m_gamma);
    if (!value)
        return badFlag("--gamma", m_gamma, "scale, auto, a number above 0");
    gamma = {GammaChoice::Rule::Value, *value};
    return {};
}

Expected<void> Options::readTwoClass(Exploration& exploration) const
{
    const bool isTwoClass = std::ranges::find(m_detectors, DetectorKind::TwoClassSvm) != m_detectors.end();
    if (!m_truthGiven && isTwoClass)
        return badFlag("--detector", "two-class", "ocsvm, robust, empirical");
    if (isTwoClass && exploration.labels.column.empty())
        return Unexpected(ErrorCode::FlagMissing,
                          {"--truth", "the column that is 1 for outliers, from which --detector two-class learns"});
    if (m_isTruthForTwoClass && m_truthGiven->count() > 0 && !isTwoClass)
        return badFlag("--truth", exploration.labels.column, "a column for --detector two-class to learn from");
    if (m_classWeights == "balanced")
        return {};
    const std::vector<std::string> sides = splitAt(m_classWeights, ':');
    const std::optional<double> outlier = parseNumber(sides.front());
    const std::optional<double> inlier = parseNumber(sides.back());
    if (sides.size() != 2 || !outlier || !inlier)
        return badFlag("--class-weights", m_classWeights, "balanced, or OUTLIER:INLIER, such as 10:1");
    exploration.settings.twoClass.weights = ClassWeights{*outlier, *inlier};
    return {};
}

Expected<void> Options::readLayout(Exploration& exploration) const
{
    PERIMETER_TRY(Variation panes, readVariation("--panes", m_panes));
    PERIMETER_TRY(Variation lines, readVariation("--lines", m_lines));
    exploration.panes = std::move(panes);
    exploration.lines = std::move(lines);
    if (!m_view.empty()) {
        PERIMETER_TRY(const View view, readView(m_view));
        exploration.view = view;
    }
    return {};
}

Expected<Exploration> Options::exploration() const
{
    if (m_file.empty() && m_preset.empty())
        return badFlag("FILE", "", "a file of rows, or none with --preset");
    Exploration exploration = m_exploration;
    if (exploration.binning.threshold < 0)
        return badFlag("--bins-above", std::to_string(exploration.binning.threshold), "a number of rows from 0 up");
    exploration.binning.mode = m_exact ? Binning::Mode::Exact : m_bins ? Binning::Mode::Always : Binning::Mode::Auto;
    if (!m_detectors.empty())
        exploration.detectors = m_detectors;
    if (m_contaminationGiven && m_contaminationGiven->count() > 0)
        exploration.settings.contamination = m_contamination;
    if (m_supportFractionGiven && m_supportFractionGiven->count() > 0)
        exploration.settings.supportFraction = m_supportFraction;
    for (const Expected<void>& read :
         {readSource(exploration.source), m_preparation.read(exploration.preparation),
          readGamma(exploration.settings.svm.gamma), readTwoClass(exploration), readLayout(exploration)}) {
        if (!read)
            return read.unexpected();
    }
    if (!m_preset.empty())
        exploration = applyPreset(m_preset, m_file.empty() ? presetSample() : exploration);
    PERIMETER_CHECK(check(exploration));
    return exploration;
}

} // namespace perimeter
