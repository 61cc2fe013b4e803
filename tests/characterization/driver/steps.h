// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script.h"
#include "script_line.h"

#include <QStringList>

#include <span>

namespace script {

/// What a line can begin with, how many words follow, and what it does.
struct Command {
    const char* name;
    int least;
    int most;
    void (*perform)(Script&, const QStringList& words);
};

[[nodiscard]] std::span<const Command> pointerCommands();
[[nodiscard]] std::span<const Command> keyboardCommands();
[[nodiscard]] std::span<const Command> fileCommands();
[[nodiscard]] std::span<const Command> showCommands();

/// Carries out a line. What it has for later is done before the next line.
void perform(Script& script, const ScriptLine& line);

} // namespace script
