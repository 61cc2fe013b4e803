# SPDX-License-Identifier: GPL-3.0-or-later
"""Every case of the command line: what is called, with which files, in which order."""
import command_lines_data
import command_lines_detection
import command_lines_documents
import command_lines_errors
import command_lines_figures
import command_lines_models
from cases import case

SUBCOMMANDS = ["describe", "fit", "render", "reproduce", "frontier", "report", "code", "prepare", "sweep", "experiment",
               "evaluate", "train", "score"]

HELP = [
    case("help.program", "--help", "--version"),
    *(case(f"help.{subcommand}", f"{subcommand} --help") for subcommand in SUBCOMMANDS),
]

CASES = [*HELP, *command_lines_data.CASES, *command_lines_detection.CASES, *command_lines_figures.CASES,
         *command_lines_documents.CASES, *command_lines_models.CASES, *command_lines_errors.CASES]
