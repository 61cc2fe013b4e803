// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/frontier.h"

#include "base/output_path.h"
#include "cli/console/output.h"
#include "cli/flags/options.h"
#include "explorer/storage/written_file.h"
#include "explorer/tables/frontier_text.h"
#include "explorer/tables/whole_frontiers.h"
#include "explorer/wording/phrasing.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <memory>
#include <string>

namespace perimeter {

namespace {

struct FrontierFlags {
    Options options;
    std::string output;
};

Expected<void> writeFrontiers(const Exploration& exploration, const std::string& path)
{
    PERIMETER_CHECK(checkOutputPath(path));
    Pipeline pipeline;
    NoProgress progress;
    PERIMETER_TRY(const Outcome outcome, exploreWhole(pipeline, exploration, progress));
    PERIMETER_TRY(const std::vector<Notice> notices, noticesOf(outcome));
    printNotices(notices);
    PERIMETER_TRY(const std::string frontiers, frontierText(outcome, path));
    PERIMETER_CHECK(writeText(path, frontiers));
    const std::size_t count = countFrontiers(outcome);
    print(counted(static_cast<std::int64_t>(count), QCoreApplication::translate("Frontier", "Wrote 1 frontier to %1."),
                  QCoreApplication::translate("Frontier", "Wrote %1 frontiers to %2."))
              .arg(text(path)));
    for (const QString& note : cutNotes(outcome))
        print(note);
    return {};
}

Expected<Action> planFrontier(const FrontierFlags& flags)
{
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    PERIMETER_CHECK(checkFrontierPath(flags.output));
    return Action([exploration = *exploration, output = flags.output] { return writeFrontiers(exploration, output); });
}

} // namespace

Subcommand addFrontier(CLI::App& app)
{
    auto flags = std::make_shared<FrontierFlags>();
    CLI::App* const command = app.add_subcommand(
        "frontier", "Write the learned frontiers' coordinates, in original units. Takes the options of "
                    "render, but for those of how the figure is drawn");
    flags->options.addFigure(*command);
    command->add_option("-o,--output", flags->output, "Where to write")->required()->type_name("OUT.csv|geojson");
    return {command, [flags] { return planFrontier(*flags); }};
}

} // namespace perimeter
