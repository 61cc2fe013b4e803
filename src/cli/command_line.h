// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

namespace perimeter {

/// Exit statuses of the command line.
enum class ExitStatus {
    Success = 0,
    Failure = 1,     ///< what needed the file
    BadArguments = 2 ///< what the arguments alone decide
};

/// True where the arguments ask for the command line and not for the window.
[[nodiscard]] bool isCommandLine(int argc, char** argv);

/// Parses and carries out a subcommand. Results go to standard output, errors to standard error; nothing is written
/// on failure.
[[nodiscard]] int runCommandLine(int argc, char** argv);

} // namespace perimeter
