// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include "base/text.h"
#include "base/version.h"
#include "cli/console/output.h"
#include "cli/flags/kept_inputs.h"
#include "cli/subcommands.h"

#include <CLI/CLI.hpp>

#include <QApplication>
#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <string>
#include <unistd.h>

namespace perimeter {

namespace {

struct CommandLineText {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

int status(ExitStatus exit)
{
    return static_cast<int>(exit);
}

int carryOut(const Subcommand& command)
{
    const Expected<Action> action = command.plan();
    const Expected<void> kept = checkInputsKept(*command.app);
    if (!action || !kept) {
        printError(action ? kept.error() : action.error());
        return status(ExitStatus::BadArguments);
    }
    const Expected<void> done = (*action)();
    const Expected<void> printed = flushOutput();
    for (const Expected<void>& part : {done, printed}) {
        // Who reads no further has what was wanted.
        if (part || (isReaderGone() && part.error() == printed.error()))
            continue;
        printError(part.error());
        return status(ExitStatus::Failure);
    }
    return status(ExitStatus::Success);
}

/// What to say of a first word that is neither a subcommand nor an option of the program; nothing of another.
std::optional<std::string> unknownWord(int argc, char** argv, const std::vector<Subcommand>& commands)
{
    std::vector<std::string> known = {"--help", "--version"};
    for (const Subcommand& command : commands)
        known.push_back(command.app->get_name());
    const std::string word = argc > 1 ? argv[1] : "";
    if (word.empty() || std::ranges::find(known, word) != known.end())
        return std::nullopt;
    const QString unknown = word.starts_with('-') ? CommandLineText::tr("there is no option “%1” before a subcommand")
                                                  : CommandLineText::tr("there is no subcommand “%1”");
    const std::optional<std::string> nearest = nearestWord(word, known);
    const QString suggestion =
        nearest ? CommandLineText::tr("; did you mean “%1”?").arg(QString::fromStdString(*nearest)) : QString();
    return unknown.arg(QString::fromStdString(word)).toStdString() + suggestion.toStdString();
}

} // namespace

bool isCommandLine(int argc, char** argv)
{
    // The window takes at most the name of a file.
    return argc > 2 || (argc == 2 && (argv[1][0] == '-' || isSubcommand(argv[1])));
}

int runCommandLine(int argc, char** argv)
{
    // A file opened later must not take the place of a stream that is not there.
    for (int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) < 0)
            static_cast<void>(::open("/dev/null", stream == STDIN_FILENO ? O_RDONLY : O_WRONLY));
    // A pipe that is closed is an error of writing, after which folders are cleaned up.
    std::signal(SIGPIPE, SIG_IGN);
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
        std::string what = unknownWord(argc, argv, commands).value_or(error.what());
        while (what.ends_with('.'))
            what.pop_back();
        std::fprintf(stderr, "perimeter: %s%s Run with --help for what there is.\n", what.c_str(),
                     what.ends_with('?') ? "" : ".");
        return status(ExitStatus::BadArguments);
    }
    for (const Subcommand& command : commands) {
        if (app.got_subcommand(command.app))
            return carryOut(command);
    }
    return status(ExitStatus::BadArguments);
}

} // namespace perimeter
