// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/flag_words.h"
#include "cli/subcommands.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace perimeter {

Subcommand addCode(CLI::App& app)
{
    struct Flags {
        Options options;
        CodeOutput output;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App* const command =
        app.add_subcommand("code", "Write what a figure shows as a command, a Python script or a methods paragraph");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    flags->options.addLabels(*command, "");
    flags->options.addLayout(*command);
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
