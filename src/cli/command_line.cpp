// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include "base/text.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "figure/theme.h"

#include <CLI/CLI.hpp>

#include <QApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <string_view>

namespace perimeter {

namespace {

constexpr std::array<std::string_view, 4> subcommands = {"describe", "fit", "render", "prepare"};

/// What a subcommand does once its arguments are known to be good.
using Action = std::function<Expected<void>()>;

/// A subcommand: its flags, and how they become an action. Errors on the way there are the arguments' own.
struct Command {
    Options options;
    bool json = false;
    std::string rows;
    std::string output;
    std::string size = "180x70mm";
    std::string theme = "light";
    ExportOptions figure;
    std::function<Expected<Action>(Command&)> plan;
};

int status(ExitStatus exit)
{
    return static_cast<int>(exit);
}

Expected<void> readSize(const std::string& text, ExportOptions& figure)
{
    const Unexpected bad(ErrorCode::FlagInvalid, {"--size", text, "180x70mm"});
    const std::size_t cross = text.find('x');
    if (cross == std::string::npos || !text.ends_with("mm"))
        return bad;
    const std::optional<double> width = parseNumber(text.substr(0, cross));
    const std::optional<double> height = parseNumber(text.substr(cross + 1, text.size() - cross - 3));
    if (!width || !height)
        return bad;
    figure.widthMm = *width;
    figure.heightMm = *height;
    return {};
}

Expected<Action> planDescribe(Command& command)
{
    const Expected<Exploration> exploration = command.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    return Action([exploration = *exploration, json = command.json] { return describe(exploration, json); });
}

Expected<Action> planFit(Command& command)
{
    const Expected<Exploration> exploration = command.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    const FitOutput output{.json = command.json, .rows = command.rows};
    return Action([exploration = *exploration, output] { return fitDetectors(exploration, output); });
}

Expected<Action> planRender(Command& command)
{
    const Expected<Exploration> exploration = command.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    if (const Expected<void> size = readSize(command.size, command.figure); !size)
        return size.unexpected();
    command.figure.theme = command.theme == "dark" ? ThemeKind::Dark : ThemeKind::Light;
    const QString path = QString::fromStdString(command.output);
    if (const Expected<void> checked = checkExport(command.figure, path); !checked)
        return checked.unexpected();
    return Action([exploration = *exploration, figure = command.figure, output = command.output] {
        registerFonts();
        return render(exploration, figure, output);
    });
}

Expected<Action> planPrepare(Command& command)
{
    const Expected<Exploration> exploration = command.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    if (const Expected<void> checked = checkTablePath(command.output); !checked)
        return checked.unexpected();
    return Action([exploration = *exploration, output = command.output] { return prepareFile(exploration, output); });
}

CLI::App* addCommand(CLI::App& app, Command& command, const char* name, const char* description,
                     Expected<Action> (*plan)(Command&))
{
    CLI::App* const added = app.add_subcommand(name, description);
    command.plan = plan;
    command.options.addPreparation(*added);
    return added;
}

void addCommands(CLI::App& app, std::array<Command, subcommands.size()>& commands)
{
    auto& [describing, fitting, rendering, preparing] = commands;
    CLI::App* const describeApp =
        addCommand(app, describing, "describe", "Columns, types, ranges, missing values and ties", planDescribe);
    describeApp->add_flag("--json", describing.json, "Print JSON");

    CLI::App* const fitApp = addCommand(app, fitting, "fit", "Fit the detectors and count the outliers", planFit);
    fitting.options.addDetection(*fitApp);
    fitApp->add_flag("--json", fitting.json, "Print JSON");
    fitApp->add_option("--rows", fitting.rows, "Write every row's decision values and classes")->type_name("OUT.csv");

    CLI::App* const renderApp = addCommand(app, rendering, "render", "Draw the figure as PDF, SVG or PNG", planRender);
    rendering.options.addDetection(*renderApp);
    rendering.options.addLayout(*renderApp);
    renderApp->add_option("--size", rendering.size, "Width and height")->type_name("180x70mm");
    renderApp->add_option("--dpi", rendering.figure.dpi, "Pixels per inch of a PNG");
    renderApp->add_option("--theme", rendering.theme, "")
        ->check(CLI::IsMember({"light", "dark"}))
        ->type_name("light|dark");
    renderApp->add_option("-o,--output", rendering.output, "Where to write")->required()->type_name("OUT.pdf|svg|png");

    CLI::App* const prepareApp =
        addCommand(app, preparing, "prepare", "Write the prepared rows as CSV or Parquet", planPrepare);
    prepareApp->add_option("-o,--output", preparing.output, "Where to write")->required()->type_name("OUT.csv|parquet");
}

int carryOut(Command& command)
{
    const Expected<Action> action = command.plan(command);
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
    return argc > 2 ||
           (argc == 2 && (argv[1][0] == '-' || std::ranges::find(subcommands, argv[1]) != subcommands.end()));
}

int runCommandLine(int argc, char** argv)
{
    // Figures are painted without a display, and what Qt misses then is not for the user.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QLoggingCategory::setFilterRules(QStringLiteral("default.warning=false"));
    const QApplication application(argc, argv);

    CLI::App app("Explore outliers: learned frontiers side by side. Without a subcommand, perimeter opens the window.",
                 "perimeter");
    app.set_version_flag("--version", std::string("perimeter ") + PERIMETER_VERSION);
    app.require_subcommand(1);
    std::array<Command, subcommands.size()> commands;
    addCommands(app, commands);
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
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (app.got_subcommand(std::string(subcommands[i])))
            return carryOut(commands[i]);
    }
    return status(ExitStatus::BadArguments);
}

} // namespace perimeter
