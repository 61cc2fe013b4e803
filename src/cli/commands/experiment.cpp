// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/experiment.h"

#include "base/output_path.h"
#include "base/text.h"
#include "cli/console/output.h"
#include "cli/flags/flag_words.h"
#include "cli/flags/format_flags.h"
#include "cli/flags/options.h"
#include "explorer/pipeline/pipeline.h"
#include "explorer/storage/written_file.h"
#include "explorer/studies/experiment.h"
#include "explorer/tables/experiment_json.h"
#include "explorer/tables/experiment_table.h"
#include "explorer/value/recipes.h"
#include "explorer/value/words.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace perimeter {

namespace {

struct ExperimentOutput {
    PrintFormat format = PrintFormat::Markdown;
    bool quotesStudy = false;
    std::string rows; ///< path of the table of test rows, or empty
};

struct ExperimentFlags {
    Options options;
    ExperimentPlan plan;
    ExperimentOutput output;
    FormatFlags format{PrintFormat::Markdown};
    std::vector<std::string> features;
    std::string preset;
    bool shuffle = false;
    std::string splitBy, splitGroup;
    double share = 0.75;
};

void printLayout(const TableText& table, PrintFormat format)
{
    if (format != PrintFormat::Text)
        return printTable(table, format);
    std::vector<std::vector<QString>> lines;
    const auto add = [&](const std::vector<std::string>& row) {
        std::vector<QString>& line = lines.emplace_back();
        for (const std::string& cell : row)
            line.push_back(QString::fromStdString(cell));
    };
    add(table.header);
    for (const std::vector<std::string>& row : table.rows)
        add(row);
    print(alignColumns(lines));
}

void printDocument(const Experiment& experiment, const ExperimentOutput& output)
{
    const QString comment = output.format == PrintFormat::Latex ? QStringLiteral("% ") : QString();
    printLayout(studyLayout(experiment), output.format);
    print(u'\n' + comment + noteUnder(experiment));
    if (!output.quotesStudy)
        return;
    print(u'\n' + comment + noteUnderStudy() + u'\n');
    printLayout(printedInStudy(), output.format);
}

/// Every test row of the first repetition with the decision value and class of each result.
Expected<void> writeTestRows(const Experiment& experiment, const std::string& path)
{
    return writeFile(path, [&](const Write& write) -> Expected<void> {
        std::string line = "row";
        for (const ExperimentResult& result : experiment.results) {
            const std::string name = joinedNames(result.features) + ": " + wordOf(detectorWords(), result.detector) +
                                     " nu=" + formatNumber(result.nu);
            line += ',' + csvCell(name + " decision") + ',' + csvCell(name + " class");
        }
        write(line + '\n');
        for (std::size_t row = 0; row < experiment.testRows.size(); ++row) {
            line = std::to_string(experiment.testRows[row].value);
            for (const ExperimentResult& result : experiment.results) {
                if (result.test)
                    line += ',' + formatNumber(result.test->decision[static_cast<Eigen::Index>(row)]) +
                            (result.test->outlier[row] ? ",-1" : ",1");
                else
                    line += ",,";
            }
            write(line + '\n');
        }
        return {};
    });
}

std::vector<Notice> allNotices(const Table& table, const Experiment& experiment)
{
    std::vector<Notice> notices = table.notices();
    notices.insert(notices.end(), experiment.notices.begin(), experiment.notices.end());
    for (const ExperimentResult& result : experiment.results)
        notices.insert(notices.end(), result.notices.begin(), result.notices.end());
    return notices;
}

/// Of the exploration only the source and the preparation count.
Expected<void> writeExperiment(const Exploration& exploration, const ExperimentPlan& plan,
                               const ExperimentOutput& output)
{
    PERIMETER_CHECK(checkOutputPath(output.rows));
    Pipeline pipeline;
    NoProgress progress;
    PERIMETER_TRY(const Table table, pipeline.prepared(exploration, progress));
    PERIMETER_TRY(const Experiment done, runExperiment(table, plan, progress));
    // One result without an answer is part of the table; a table of none is a failure.
    std::optional<Error> failed;
    bool answered = false;
    for (const ExperimentResult& result : done.results) {
        answered = answered || !result.error;
        if (result.error)
            failed = result.error;
    }
    if (!answered)
        return Unexpected(*failed);
    if (!output.rows.empty())
        PERIMETER_CHECK(writeTestRows(done, output.rows));
    printNotices(allNotices(table, done));
    switch (output.format) {
    case PrintFormat::Json:
        print(experimentJson(done));
        break;
    case PrintFormat::Csv:
        printPart(asCsv(longLayout(done)));
        break;
    case PrintFormat::Text:
    case PrintFormat::Markdown:
    case PrintFormat::Latex:
        printDocument(done, output);
        break;
    }
    return {};
}

Expected<void> readFeatureSets(ExperimentFlags& flags)
{
    for (const std::string& set : flags.features) {
        PERIMETER_TRY(const std::vector<std::string> names, readFeatures(set));
        flags.plan.featureSets.push_back(names);
    }
    return {};
}

Expected<void> checkNus(const std::vector<double>& nus)
{
    std::set<double> seen;
    for (const double nu : nus)
        if (!seen.insert(nu).second)
            return badFlag("--nu", formatNumber(nu), "different values, each once");
    return {};
}

Expected<void> readSplit(ExperimentFlags& flags)
{
    SplitPlan& split = flags.plan.split;
    std::vector<std::string> given;
    for (const auto& [flag, isGiven] :
         {std::pair("--shuffle", flags.shuffle), std::pair("--by-time", !flags.splitBy.empty()),
          std::pair("--by-group", !flags.splitGroup.empty())})
        if (isGiven)
            given.emplace_back(flag);
    if (given.size() > 1)
        return Unexpected(ErrorCode::FlagsClash, {given[0], given[1]});
    split.share = flags.share;
    if (flags.shuffle)
        split.rule = SplitPlan::Rule::Shuffled;
    else if (!flags.splitBy.empty())
        split.rule = SplitPlan::Rule::Time;
    else if (!flags.splitGroup.empty())
        split.rule = SplitPlan::Rule::Group;
    split.column = flags.splitBy + flags.splitGroup;
    if (flags.plan.repeats > 1 && !split.isRandom())
        return badFlag("--repeats", std::to_string(flags.plan.repeats), "1, or more with --shuffle or --by-group");
    return {};
}

Expected<Action> planExperiment(ExperimentFlags& flags)
{
    ExperimentPlan& plan = flags.plan;
    const bool isStudy = !flags.preset.empty();
    if (flags.features.empty() && !isStudy)
        return Unexpected(ErrorCode::FlagMissing, {"--features", "a,b, and can be repeated; or choose --preset study"});
    PERIMETER_CHECK(checkNus(plan.nus));
    PERIMETER_CHECK(readFeatureSets(flags));
    PERIMETER_CHECK(readSplit(flags));
    Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    plan.settings = exploration->settings;
    plan.scaling = exploration->scaling;
    plan.detectors = exploration->detectors;
    plan.split.seed = plan.settings.seed;
    if (isStudy) {
        const ExperimentPlan study = studyPlan();
        if (plan.featureSets.empty())
            plan.featureSets = study.featureSets;
        if (plan.nus.empty())
            plan.nus = study.nus;
        if (!flags.options.hasDetectors())
            plan.detectors = study.detectors;
        if (!flags.options.hasGamma())
            plan.settings.svm.gamma = study.settings.svm.gamma;
        exploration->preparation = withRates(exploration->preparation);
        flags.output.quotesStudy = true;
    }
    if (plan.nus.empty())
        plan.nus = {exploration->settings.svm.nu};
    PERIMETER_CHECK(check(plan));
    flags.output.format = flags.format.format();
    return Action([exploration = *exploration, plan, output = flags.output] {
        return writeExperiment(exploration, plan, output);
    });
}

} // namespace

Subcommand addExperiment(CLI::App& app)
{
    auto flags = std::make_shared<ExperimentFlags>();
    CLI::App* const command =
        app.add_subcommand("experiment", "Train on a part of the rows, test on the others, for many features and ν");
    flags->options.addPreparation(*command);
    flags->options.addDetectors(*command);
    command->add_option("--features", flags->features, "Columns learned from together; repeatable")
        ->type_name("a,b")
        ->allow_extra_args(false);
    command
        ->add_option("--preset", flags->preset,
                     "study: the six feature sets and two ν of the study of 2015, its "
                     "rates added, and its printed table quoted below")
        ->check(CLI::IsMember({"study"}))
        ->type_name("study");
    command->add_option("--nu", flags->plan.nus, "One or several")->delimiter(',')->check(isNumber())->type_name("V,V");
    command->add_option("--train", flags->share, "Share of rows to train on: the first, unless told otherwise")
        ->capture_default_str();
    command->add_flag("--shuffle", flags->shuffle, "Draw the training rows at random, by --seed");
    command->add_option("--by-time", flags->splitBy, "Train on the rows with the smallest values of COLUMN")
        ->type_name("COLUMN");
    command->add_option("--by-group", flags->splitGroup, "Draw whole groups of rows with the same value of COLUMN")
        ->type_name("COLUMN");
    command->add_option("--repeats", flags->plan.repeats, "Random splits, for mean ± deviation")
        ->check(CLI::Range(1, 10'000));
    command
        ->add_option("--test-scaling", flags->plan.testScaling,
                     "Scale test rows as the training rows, or by themselves as the study did")
        ->transform(oneOf(testScalingWords()))
        ->type_name("training|own");
    flags->format.add(*command);
    command->add_option("--rows", flags->output.rows, "Write every test row's decision values and classes")
        ->type_name("OUT.csv");
    return {command, [flags] { return planExperiment(*flags); }};
}

} // namespace perimeter
