// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/exploration.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace perimeter {

/// An exploration as the arguments of a subcommand, which read back as the same exploration but for what is `unsaid`.
struct Command {
    std::vector<std::string> arguments; ///< the subcommand first
    std::vector<QString> unsaid;        ///< what no flag can say, a sentence each
};

/// Draws the exploration's figure into `output`.
[[nodiscard]] Command renderCommand(const Exploration& exploration, const std::string& output);
/// Writes the exploration's prepared rows to `output`.
[[nodiscard]] Command prepareCommand(const Exploration& exploration, const std::string& output);

/// A word that a POSIX shell takes as this text.
[[nodiscard]] std::string shellQuoted(std::string_view text);
/// The command for a POSIX shell, what is unsaid in comments above it.
[[nodiscard]] std::string shellText(const Command& command);
/// `text` as comment lines of a shell or of Python, whatever line ends it has.
[[nodiscard]] std::string commented(std::string_view text);

/// The command line that draws the exploration's figure.
[[nodiscard]] std::string commandText(const Exploration& exploration);

} // namespace perimeter
