// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is done with the keys, and with actions that keys and menus share.
#include "finding.h"
#include "hands.h"
#include "steps.h"

#include <QAction>
#include <QFileDialog>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>

#include <array>

namespace script {

namespace {

/// key SEQUENCE, such as Ctrl+Shift+Z
void pressSequence(Script& script, const QStringList& words)
{
    const QKeySequence sequence = QKeySequence::fromString(words[0], QKeySequence::PortableText);
    if (sequence.count() != 1 || sequence[0].key() == Qt::Key_unknown)
        throw ScriptError{QStringLiteral("there is no key %1").arg(words[0])};
    pressKey(script, sequence[0].key(), sequence[0].keyboardModifiers());
}

enum class Ending { None, Return };

void typeInto(Script& script, QWidget* field, const QString& text, Ending ending)
{
    // It lists what the disk holds, whenever that has been read.
    if (auto* const line = qobject_cast<QLineEdit*>(field); line && qobject_cast<QFileDialog*>(line->window()))
        line->setCompleter(nullptr);
    script.later([&script, text] { replaceText(script, text); });
    if (ending == Ending::Return)
        script.later([&script] { pressKey(script, Qt::Key_Return); });
    click(script, field, {field->width() / 4, field->height() / 2});
}

/// type FIELD TEXT: instead of what it holds.
void type(Script& script, const QStringList& words)
{
    typeInto(script, widgetNamed(words[0]), words[1], Ending::None);
}

/// enter FIELD TEXT: the same, and Return.
void enter(Script& script, const QStringList& words)
{
    typeInto(script, widgetNamed(words[0]), words[1], Ending::Return);
}

/// menu ACTION: whatever menu or key it has.
void trigger(Script&, const QStringList& words)
{
    actionNamed(words[0])->trigger();
}

/// focus WIDGET: where the keys go.
void focus(Script&, const QStringList& words)
{
    widgetNamed(words[0])->setFocus(Qt::TabFocusReason);
}

/// wait: until the program is idle, as every line does.
void wait(Script&, const QStringList&) {}

void awaitText(Script& script, const QString& name, const QString& text)
{
    if (!find<QLabel>(name)->text().contains(text))
        script.later([&script, name, text] { awaitText(script, name, text); });
}

/// await LABEL TEXT: until it reads so; for what comes at its own time.
void awaitLabel(Script& script, const QStringList& words)
{
    awaitText(script, words[0], words[1]);
}

constexpr auto commands = std::to_array<Command>({
    {"key", 1, 1, pressSequence},
    {"type", 2, 2, type},
    {"enter", 2, 2, enter},
    {"menu", 1, 1, trigger},
    {"focus", 1, 1, focus},
    {"wait", 0, 0, wait},
    {"await", 2, 2, awaitLabel},
});

} // namespace

std::span<const Command> keyboardCommands()
{
    return commands;
}

} // namespace script
