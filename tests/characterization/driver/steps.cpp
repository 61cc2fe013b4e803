// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps.h"

#include <algorithm>
#include <array>

namespace script {

void perform(Script& script, const ScriptLine& line)
{
    const QString& name = line.words.front();
    const QStringList words = line.words.mid(1);
    for (const std::span<const Command> commands :
         {pointerCommands(), keyboardCommands(), fileCommands(), showCommands()}) {
        const auto command =
            std::ranges::find_if(commands, [&](const Command& each) { return name == QLatin1String(each.name); });
        if (command == commands.end())
            continue;
        if (words.size() < command->least || words.size() > command->most)
            throw ScriptError{
                QStringLiteral("%1 takes %2 to %3 words").arg(name).arg(command->least).arg(command->most)};
        return command->perform(script, words);
    }
    throw ScriptError{QStringLiteral("there is no command %1").arg(name)};
}

} // namespace script
