// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/flag_words.h"
#include "cli/subcommands.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

namespace perimeter {

namespace {

struct ScoreFlags {
    Options options;
    std::string model;
    bool follow = false;
    bool prepared = false;
    std::string features;
    CLI::Option* featuresGiven = nullptr;
    ScoreOutput output;
};

struct TrainFlags {
    Options options;
    std::string features;
    CLI::Option* featuresGiven = nullptr;
    TrainOutput output;
};

/// What libsvm's files cannot hold, or where they cannot go.
Expected<void> checkLibsvm(const TrainFlags& flags, const Exploration& exploration)
{
    if (flags.output.libsvm.empty())
        return {};
    std::set<std::filesystem::path> paths;
    std::error_code ignored;
    for (const std::string& path : flags.output.paths())
        if (!paths.insert(std::filesystem::weakly_canonical(std::filesystem::absolute(path), ignored)).second)
            return badFlag("--libsvm", flags.output.libsvm, "another name than the model's");
    if (std::ranges::find(exploration.detectors, DetectorKind::OneClassSvm) == exploration.detectors.end())
        return Unexpected(ErrorCode::LibsvmNeedsOneClass);
    return exploration.scaling == ScalingKind::Log1p ? Unexpected(ErrorCode::ScalingNotLinear) : Expected<void>();
}

Expected<Action> planTrain(const TrainFlags& flags)
{
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    std::vector<std::string> features;
    if (flags.featuresGiven->count() > 0) {
        if (const std::optional<std::string> axis = flags.options.givenAxis())
            return Unexpected(ErrorCode::FlagsClash, {"--features", *axis});
        const Expected<std::vector<std::string>> read = readFeatures(flags.features);
        if (!read)
            return read.unexpected();
        features = *read;
    }
    if (const Expected<void> checked = checkLibsvm(flags, *exploration); !checked)
        return checked.unexpected();
    return Action(
        [exploration = *exploration, features, output = flags.output] { return train(exploration, features, output); });
}

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
    if (flags.featuresGiven->count() > 0) {
        const Expected<std::vector<std::string>> features = readFeatures(flags.features);
        if (!features)
            return features.unexpected();
        flags.output.libsvmFeatures = *features;
    }
    flags.output.preparation = flags.prepared ? ScorePreparation::Skip : ScorePreparation::Apply;
    const auto score = flags.follow || isStream ? scoreArrivals : scoreFile;
    return Action([score, source, model = flags.model, output = flags.output] { return score(model, source, output); });
}

} // namespace

Subcommand addTrain(CLI::App& app)
{
    auto flags = std::make_shared<TrainFlags>();
    CLI::App* const command = app.add_subcommand("train", "Write a model of the detectors, to score other rows by");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    flags->options.addLabels(*command, "");
    flags->featuresGiven =
        command->add_option("--features", flags->features, "Columns learned from together; --x and --y when absent");
    flags->featuresGiven->type_name("a,b,c");
    command->add_option("-o,--output", flags->output.model, "Where to write")->required()->type_name("MODEL.json");
    command
        ->add_option("--libsvm", flags->output.libsvm,
                     "Write the one-class SVM for svm-predict too, and its scaling for svm-scale to OUT.range")
        ->type_name("OUT");
    return {command, [flags] { return planTrain(*flags); }};
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
    flags->featuresGiven =
        command->add_option("--features", flags->features, "MODEL is a file of libsvm: its features, in their order");
    flags->featuresGiven->type_name("a,b,c");
    command->add_option("--range", flags->output.libsvmRange, "What svm-scale -s has written, for a file of libsvm")
        ->needs(flags->featuresGiven)
        ->type_name("FILE");
    return {command, [flags] { return planScore(*flags); }};
}

} // namespace perimeter
