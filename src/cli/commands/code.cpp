// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/code.h"

#include "cli/console/output.h"
#include "cli/flags/flag_words.h"
#include "cli/flags/options.h"
#include "explorer/code/command_text.h"
#include "explorer/code/methods_text.h"
#include "explorer/code/python_text.h"
#include "explorer/pipeline/outcome.h"
#include "explorer/storage/written_file.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <cstdio>
#include <memory>
#include <string>

namespace perimeter {

namespace {

struct CodeOutput {
    enum class Kind { Command, Python, Methods };
    Kind kind = Kind::Command;
    std::string path; ///< standard output when empty
};

struct CodeFlags {
    Options options;
    CodeOutput output;
};

const Words<CodeOutput::Kind>& codeWords()
{
    static const Words<CodeOutput::Kind> words = {{"command", CodeOutput::Kind::Command},
                                                  {"python", CodeOutput::Kind::Python},
                                                  {"methods", CodeOutput::Kind::Methods}};
    return words;
}

/// What the exploration learns, or why there is nothing to write about.
Expected<Outcome> learnAll(Pipeline& pipeline, const Exploration& exploration)
{
    NoProgress progress;
    // No frontier is written down: a coarse one costs least.
    PERIMETER_TRY(Outcome outcome, explore(pipeline, exploration, {.columns = 16, .rows = 16}, progress));
    for (const PaneOutcome& pane : outcome.panes) {
        if (pane.error)
            return Unexpected(*pane.error);
        for (const LineOutcome& line : pane.lines)
            if (line.error)
                printError(*line.error);
    }
    return outcome;
}

Expected<std::string> codeOf(const Exploration& exploration, CodeOutput::Kind kind)
{
    if (kind == CodeOutput::Kind::Command)
        return commandText(exploration);
    Pipeline pipeline;
    PERIMETER_TRY(const Outcome outcome, learnAll(pipeline, exploration));
    if (kind == CodeOutput::Kind::Methods)
        return methodsText(outcome);
    NoProgress progress;
    PERIMETER_TRY(const Table opened, pipeline.table(exploration.source, progress));
    return pythonText(outcome, opened);
}

/// What render would draw, as text.
Expected<void> writeCode(const Exploration& exploration, const CodeOutput& output)
{
    PERIMETER_TRY(const std::string code, codeOf(exploration, output.kind));
    if (output.path.empty()) {
        std::fwrite(code.data(), 1, code.size(), stdout);
        return {};
    }
    PERIMETER_CHECK(writeText(output.path, code));
    print(QCoreApplication::translate("Code", "Wrote %1.").arg(QString::fromStdString(output.path)));
    return {};
}

} // namespace

Subcommand addCode(CLI::App& app)
{
    auto flags = std::make_shared<CodeFlags>();
    CLI::App* const command =
        app.add_subcommand("code", "Write what a figure shows as a command, a Python script or a methods paragraph");
    flags->options.addFigure(*command);
    command
        ->add_option("--as", flags->output.kind,
                     "The line for perimeter render, a script for pandas and scikit-learn, or a paragraph with BibTeX")
        ->required()
        ->transform(oneOf(codeWords()))
        ->type_name("command|python|methods");
    command->add_option("-o,--output", flags->output.path, "Where to write; standard output when absent")
        ->type_name("OUT");
    return {command, [flags] {
                return actionOver(flags->options, [flags](const Exploration& exploration) {
                    return writeCode(exploration, flags->output);
                });
            }};
}

} // namespace perimeter
