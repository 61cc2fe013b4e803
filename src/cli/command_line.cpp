// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include "cli/output.h"
#include "cli/subcommands.h"
#include "explorer/version.h"

#include <CLI/CLI.hpp>

#include <QApplication>
#include <QLoggingCategory>

namespace perimeter {

namespace {

int status(ExitStatus exit)
{
    return static_cast<int>(exit);
}

int carryOut(const Subcommand& command)
{
    const Expected<Action> action = command.plan();
    if (!action) {
        printError(action.error());
        return status(ExitStatus::BadArguments);
    }
    const Expected<void> done = (*action)();
    if (!done) {
        printError(done.error());
        return status(ExitStatus::Failure);
    }
    return status(ExitStatus::Success);
}

} // namespace

bool isCommandLine(int argc, char** argv)
{
    // The window takes at most the name of a file.
    return argc > 2 || (argc == 2 && (argv[1][0] == '-' || isSubcommand(argv[1])));
}

int runCommandLine(int argc, char** argv)
{
    // Figures are painted without a display, and what Qt misses then is not for the user.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QLoggingCategory::setFilterRules(QStringLiteral("default.warning=false"));
    const QApplication application(argc, argv);

    CLI::App app("Explore outliers: learned frontiers side by side. Without a subcommand, perimeter opens the window.",
                 "perimeter");
    app.set_version_flag("--version", std::string("perimeter ") + programVersion());
    app.require_subcommand(1);
    const std::vector<Subcommand> commands = addSubcommands(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
            app.exit(error);
            return status(ExitStatus::Success);
        }
        std::fprintf(stderr, "perimeter: %s. Run with --help for what there is.\n", error.what());
        return status(ExitStatus::BadArguments);
    }
    for (const Subcommand& command : commands) {
        if (app.got_subcommand(command.app))
            return carryOut(command);
    }
    return status(ExitStatus::BadArguments);
}

} // namespace perimeter
