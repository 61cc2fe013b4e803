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
    if (const Expected<void> checked = checkOutputPath(path); !checked)
        return checked;
    Pipeline pipeline;
    NoProgress progress;
    const Expected<Outcome> outcome = exploreWhole(pipeline, exploration, progress);
    if (!outcome)
        return outcome.unexpected();
    const Expected<std::vector<Notice>> notices = noticesOf(*outcome);
    if (!notices)
        return notices.unexpected();
    printNotices(*notices);
    const Expected<std::string> frontiers = frontierText(*outcome, path);
    if (!frontiers)
        return frontiers.unexpected();
    if (const Expected<void> written = writeText(path, *frontiers); !written)
        return written;
    const std::size_t count = countFrontiers(*outcome);
    print(counted(static_cast<std::int64_t>(count), QCoreApplication::translate("Frontier", "Wrote 1 frontier to %1."),
                  QCoreApplication::translate("Frontier", "Wrote %1 frontiers to %2."))
              .arg(text(path)));
    for (const QString& note : cutNotes(*outcome))
        print(note);
    return {};
}

Expected<Action> planFrontier(const FrontierFlags& flags)
{
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    if (const Expected<void> checked = checkFrontierPath(flags.output); !checked)
        return checked.unexpected();
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
