// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "cli/commands.h"
#include "cli/flag_words.h"
#include "cli/format_flags.h"
#include "cli/subcommands.h"
#include "explorer/value/recipes.h"

#include <CLI/CLI.hpp>

#include <array>
#include <memory>
#include <set>

namespace perimeter {

namespace {

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

Expected<void> readFeatureSets(ExperimentFlags& flags)
{
    for (const std::string& set : flags.features) {
        const Expected<std::vector<std::string>> names = readFeatures(set);
        if (!names)
            return names.unexpected();
        flags.plan.featureSets.push_back(*names);
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
    if (const Expected<void> checked = checkNus(plan.nus); !checked)
        return checked.unexpected();
    if (const Expected<void> read = readFeatureSets(flags); !read)
        return read.unexpected();
    if (const Expected<void> read = readSplit(flags); !read)
        return read.unexpected();
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
    if (const Expected<void> checked = check(plan); !checked)
        return checked.unexpected();
    flags.output.format = flags.format.format();
    return Action(
        [exploration = *exploration, plan, output = flags.output] { return experiment(exploration, plan, output); });
}

/// Whether the detectors asked for have what is varied.
Expected<void> checkSwept(const SweepPlan& plan)
{
    const std::vector<DetectorKind> fitting = sweptDetectors(plan.over);
    for (const DetectorKind detector : plan.detectors)
        if (std::ranges::find(fitting, detector) == fitting.end())
            return badFlag("--detector", wordOf(detectorWords(), detector),
                           "ocsvm with --over nu, gamma or kernel; robust or empirical with --over contamination");
    return {};
}

} // namespace

Subcommand addSweep(CLI::App& app)
{
    struct Flags {
        Options options;
        SweepPlan plan;
        FormatFlags format;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* const command = app.add_subcommand("sweep", "Fit over a range of ν, γ, contamination, or over kernels");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    command->get_option("--detector")
        ->description("Repeatable; with contamination robust or empirical, both when absent; else ocsvm");
    command->add_option("--over", flags->plan.over, "What is varied")
        ->transform(oneOf(sweepWords()))
        ->type_name("nu|gamma|contamination|kernel");
    command->add_option("--from", flags->plan.from, "First value")->capture_default_str();
    command->add_option("--to", flags->plan.to, "Last value")->capture_default_str();
    command->add_option("--steps", flags->plan.steps, "Values, both ends included; γ goes by equal factors")
        ->capture_default_str();
    flags->format.add(*command);
    return {command, [flags]() -> Expected<Action> {
                const Expected<Exploration> exploration = flags->options.exploration();
                if (!exploration)
                    return exploration.unexpected();
                if (flags->options.hasDetectors())
                    flags->plan.detectors = exploration->detectors;
                if (const Expected<void> fitting = checkSwept(flags->plan); !fitting)
                    return fitting.unexpected();
                if (const Expected<void> checked = check(flags->plan, *exploration); !checked)
                    return checked.unexpected();
                return Action([exploration = *exploration, flags] {
                    return sweep(exploration, flags->plan, flags->format.format());
                });
            }};
}

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

Subcommand addEvaluate(CLI::App& app)
{
    struct Flags {
        Options options;
        EvaluateOutput output;
        FormatFlags format;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* const command = app.add_subcommand("evaluate", "Hold the detectors against labels");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    flags->options.addLabels(*command, "label");
    flags->format.add(*command);
    command->add_option("--curves", flags->output.curves, "Write the ROC and precision–recall curves")
        ->type_name("OUT.csv");
    return {command, [flags] {
                return actionOver(flags->options, [flags](const Exploration& exploration) {
                    flags->output.format = flags->format.format();
                    return evaluateDetectors(exploration, flags->output);
                });
            }};
}

} // namespace perimeter
