// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/score.h"

#include "cli/commands/score/score_arrivals.h"
#include "cli/commands/score/score_printer.h"
#include "cli/console/output.h"
#include "cli/flags/flag_words.h"
#include "cli/flags/options.h"
#include "data/formats/open.h"
#include "explorer/value/words.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

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

const Words<ScoreOutput::Format>& scoreFormatWords()
{
    static const Words<ScoreOutput::Format> words = {{"jsonl", ScoreOutput::Format::JsonLines},
                                                     {"csv", ScoreOutput::Format::Csv}};
    return words;
}

/// The rows of a file.
Expected<void> scoreFile(const std::string& model, const Source& source, const ScoreOutput& output)
{
    PERIMETER_TRY(const Scorer scorer, openScorer(model, output));
    NoProgress progress;
    PERIMETER_TRY(const Table table, openTable(source, progress));
    PERIMETER_CHECK(scorer.checkTable(table, progress));
    ScorePrinter printer(scorer, output);
    PERIMETER_CHECK(printer.print(table, 0, progress));
    printNotices(table.notices());
    printer.printCounts(0);
    return {};
}

Expected<Action> planScore(ScoreFlags& flags)
{
    PERIMETER_TRY(const Exploration exploration, flags.options.exploration());
    const Source& source = exploration.source;
    const bool isStream = source.path == "-";
    if (flags.follow && isStream)
        return badFlag("--follow", "-", "the name of a file that grows");
    if ((flags.follow || isStream) && !source.joins.empty())
        return badFlag("--join", source.joins.front().path, "a file scored as a whole");
    if (flags.featuresGiven->count() > 0) {
        PERIMETER_TRY(const std::vector<std::string> features, readFeatures(flags.features));
        flags.output.libsvmFeatures = features;
    }
    flags.output.preparation = flags.prepared ? ScorePreparation::Skip : ScorePreparation::Apply;
    const auto score = flags.follow || isStream ? scoreArrivals : scoreFile;
    return Action([score, source, model = flags.model, output = flags.output] { return score(model, source, output); });
}

} // namespace

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
