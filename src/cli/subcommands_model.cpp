// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/flag_words.h"
#include "cli/subcommands.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace perimeter {

namespace {

struct ScoreFlags {
    Options options;
    std::string model;
    bool follow = false;
    bool prepared = false;
    std::string features;
    ScoreOutput output;
};

Expected<Action> planScore(ScoreFlags& flags)
{
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    const Source& source = exploration->source;
    const bool isStream = source.path == "-";
    if (flags.follow && isStream)
        return badFlag("--follow", "-", "the name of a file that grows");
    if ((flags.follow || isStream) && !source.joins.empty())
        return badFlag("--join", source.joins.front().path, "a file scored as a whole");
    if (!flags.features.empty())
        flags.output.libsvmFeatures = splitAt(flags.features, ',');
    flags.output.preparation = flags.prepared ? ScorePreparation::Skip : ScorePreparation::Apply;
    const auto score = flags.follow || isStream ? scoreArrivals : scoreFile;
    return Action([score, source, model = flags.model, output = flags.output] { return score(model, source, output); });
}

} // namespace

Subcommand addTrain(CLI::App& app)
{
    struct Flags {
        Options options;
        std::string features;
        TrainOutput output;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* const command = app.add_subcommand("train", "Write a model of the detectors, to score other rows by");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    flags->options.addLabels(*command, "");
    command->add_option("--features", flags->features, "Columns learned from together; --x and --y when absent")
        ->type_name("a,b,c");
    command->add_option("-o,--output", flags->output.model, "Where to write")->required()->type_name("MODEL.json");
    command
        ->add_option("--libsvm", flags->output.libsvm,
                     "Write the one-class SVM for svm-predict too, and its scaling for svm-scale to OUT.range")
        ->type_name("OUT");
    return {command, [flags]() -> Expected<Action> {
                const Expected<Exploration> exploration = flags->options.exploration();
                if (!exploration)
                    return exploration.unexpected();
                const std::vector<std::string> features =
                    flags->features.empty() ? std::vector<std::string>() : splitAt(flags->features, ',');
                std::vector<std::string> sorted = features;
                std::ranges::sort(sorted);
                if (std::ranges::adjacent_find(sorted) != sorted.end() || std::ranges::find(sorted, "") != sorted.end())
                    return badFlag("--features", flags->features, "different columns, as in a,b,c");
                return Action([exploration = *exploration, features, flags] {
                    return train(exploration, features, flags->output);
                });
            }};
}

Subcommand addScore(CLI::App& app)
{
    auto flags = std::make_shared<ScoreFlags>();
    CLI::App* const command =
        app.add_subcommand("score", "Print the rows that a model takes for outliers, as JSON lines");
    command->add_option("MODEL", flags->model, "What perimeter train has written")->required();
    flags->options.addSource(*command);
    command->get_option("FILE")->description("CSV, TSV, JSON Lines, Parquet or a Zeek log; - for standard input");
    command->add_flag("--follow", flags->follow, "Go on with the rows that are added to FILE, until interrupted");
    command->add_option("--format", flags->output.format, "")
        ->transform(oneOf(scoreFormatWords()))
        ->type_name("jsonl|csv");
    command->add_flag("--all", flags->output.all, "Print every row, not only the suspicious ones");
    command->add_flag("--prepared", flags->prepared, "The rows are prepared already: leave out the model's steps");
    command->add_option("--detector", flags->output.detectors, "Of the model's detectors; repeatable")
        ->transform(oneOf(detectorWords()))
        ->type_name("ocsvm|robust|empirical|two-class")
        ->allow_extra_args(false);
    CLI::Option* const features =
        command->add_option("--features", flags->features, "MODEL is a file of libsvm: its features, in their order");
    features->type_name("a,b,c");
    command->add_option("--range", flags->output.libsvmRange, "What svm-scale -s has written, for a file of libsvm")
        ->needs(features)
        ->type_name("FILE");
    return {command, [flags] { return planScore(*flags); }};
}

} // namespace perimeter
