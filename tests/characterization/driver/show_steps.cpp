// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is taken down of what the program shows.
#include "dumps.h"
#include "finding.h"
#include "steps.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QMenu>
#include <QMimeData>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace script {

namespace {

void writeLines(Script& script, const QStringList& lines)
{
    for (const QString& line : lines)
        script.write(line);
}

void showTexts(Script& script, const QStringList& lines)
{
    writeLines(script, lines);
    script.skipRest();
}

/// Some models fetch a cell when it is first asked for: what was fetched is read when the program is idle again.
void showTable(Script& script, const QString& name)
{
    static_cast<void>(tableTexts(viewNamed(name)));
    script.later([&script, name] {
        writeLines(script, tableTexts(viewNamed(name)));
        script.skipRest();
    });
}

/// A picture is kept beside the transcript, which has its pixels' hash.
void writePicture(Script& script, const QString& name, const QImage& picture)
{
    if (!picture.save(script.fileBeside(name + QStringLiteral(".png"))))
        throw ScriptError{QStringLiteral("the picture of %1 cannot be written").arg(name)};
    script.write(QStringLiteral("  picture ") + hashOf(picture));
}

void showPicture(Script& script, const QString& name)
{
    QWidget* const widget = widgetNamed(name);
    writePicture(script, name, widget->grab().toImage());
    for (const QString& words : {widget->accessibleName(), widget->accessibleDescription()})
        script.write(QStringLiteral("  said ") + quoted(words));
    script.skipRest();
}

void showHints(Script& script, const QString& name)
{
    script.setHinting(true);
    writeLines(script, placeHints(widgetNamed(name)));
    script.setHinting(false);
}

void showPanes(Script& script)
{
    const QString name = QStringLiteral("figureCanvas");
    // Before the hints, which are windows of their own and go at their own time.
    const QImage picture = widgetNamed(name)->grab().toImage();
    showHints(script, name);
    writePicture(script, name, picture);
}

void showClipboard(Script& script)
{
    const QMimeData* const content = QApplication::clipboard()->mimeData();
    QStringList formats = content->formats();
    formats.sort();
    script.write(QStringLiteral("  formats ") + formats.join(QStringLiteral(", ")));
    if (content->hasText()) {
        for (const QString& line : content->text().split(u'\n'))
            script.write(QStringLiteral("  | ") + line);
    }
    if (content->hasImage())
        script.write(QStringLiteral("  picture ") + hashOf(qvariant_cast<QImage>(content->imageData())));
}

/// For whoever writes a script: the windows as they are seen, which are not compared.
void look(Script& script)
{
    int number = 0;
    for (QWidget* const window : visibleWindows())
        window->grab().save(script.fileBeside(QStringLiteral("look-%1.png").arg(++number)));
}

/// show WHAT [NAME]
void show(Script& script, const QStringList& words)
{
    const QString& what = words[0];
    const bool isNamed = words.size() == 2;
    if (what == u"window" && !isNamed)
        showTexts(script, windowTexts());
    else if (what == u"panes" && !isNamed)
        showPanes(script);
    else if (what == u"messages" && !isNamed)
        showTable(script, QStringLiteral("messagesTable"));
    else if (what == u"clipboard" && !isNamed)
        showClipboard(script);
    else if (what == u"menu" && !isNamed)
        showTexts(script, menuTexts(openMenu()));
    else if (what == u"actions" && !isNamed)
        showTexts(script, actionTexts());
    else if (what == u"tips" && !isNamed)
        showTexts(script, toolTips());
    else if (what == u"tip" && !isNamed)
        showTexts(script, {QStringLiteral("  tip ") + quoted(QToolTip::text())});
    else if (what == u"table" && isNamed)
        showTable(script, words[1]);
    else if (what == u"picture" && isNamed)
        showPicture(script, words[1]);
    else if (what == u"hints" && isNamed)
        showHints(script, words[1]);
    else
        throw ScriptError{QStringLiteral("%1 cannot be shown").arg(words.join(u' '))};
}

constexpr auto commands = std::to_array<Command>({
    {"show", 1, 2, show},
    {"look", 0, 0, [](Script& script, const QStringList&) { look(script); }},
});

} // namespace

std::span<const Command> showCommands()
{
    return commands;
}

} // namespace script
