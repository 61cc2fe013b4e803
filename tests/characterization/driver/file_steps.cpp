// SPDX-License-Identifier: GPL-3.0-or-later
//
// Short forms of what users do with files, each made of lines of its own; and what others do to the files meanwhile.
#include "finding.h"
#include "steps.h"

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QMainWindow>
#include <QMimeData>
#include <QUrl>

#include <array>
#include <cstdlib>

namespace script {

namespace {

/// Carries out other lines, one when the program is idle after the other.
void follow(Script& script, const QList<QStringList>& lines)
{
    for (const QStringList& words : lines)
        script.later([&script, words] { perform(script, {.number = 0, .text = {}, .words = words}); });
}

/// open FILE: with the open dialog, as it was read.
void openFile(Script& script, const QStringList& words)
{
    follow(script, {{QStringLiteral("menu"), QStringLiteral("actionOpen")},
                    {QStringLiteral("type"), QStringLiteral("pathEdit"), words[0]},
                    {QStringLiteral("press"), QStringLiteral("Open")}});
}

/// sample NAME: from the menu of the button Open.
void openSample(Script& script, const QStringList& words)
{
    follow(script, {{QStringLiteral("pull"), QStringLiteral("openButton")},
                    {QStringLiteral("pick"), QStringLiteral("Samples"), words[0]}});
}

/// name FILE: in the file dialog that is open.
void nameFile(Script& script, const QStringList& words)
{
    follow(script, {{QStringLiteral("enter"), QStringLiteral("fileNameEdit"), words[0]}});
}

/// save FILE: as a document.
void saveDocument(Script& script, const QStringList& words)
{
    follow(script, {{QStringLiteral("menu"), QStringLiteral("actionSaveAs")}, {QStringLiteral("name"), words[0]}});
}

/// export FILE: with the export dialog, in the style that it has.
void exportFigure(Script& script, const QStringList& words)
{
    follow(script, {{QStringLiteral("menu"), QStringLiteral("actionExport")},
                    {QStringLiteral("type"), QStringLiteral("pathEdit"), words[0]},
                    {QStringLiteral("press"), QStringLiteral("Save")}});
}

/// drop FILE: on the window, from a file manager.
void dropFile(Script&, const QStringList& words)
{
    QMainWindow* const window = mainWindow();
    if (!window)
        throw ScriptError{QStringLiteral("no window is shown")};
    const QPoint place = window->rect().center();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(words[0])});
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window, &enter);
    if (!enter.isAccepted())
        throw ScriptError{QStringLiteral("the window takes no files")};
    QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window, &drop);
}

void write(const QString& path, const QString& content, QIODevice::OpenMode mode)
{
    QFile file(path);
    if (!file.open(mode) || file.write(content.toUtf8()) < 0)
        throw ScriptError{QStringLiteral("%1 cannot be written").arg(path)};
}

/// file FILE CONTENT: somebody writes it.
void makeFile(Script&, const QStringList& words)
{
    write(words[0], words[1], QIODevice::WriteOnly);
}

/// append FILE CONTENT: somebody adds to it.
void appendToFile(Script&, const QStringList& words)
{
    write(words[0], words[1], QIODevice::Append);
}

/// rename FILE FILE: somebody moves it.
void renameFile(Script&, const QStringList& words)
{
    if (!QFile::rename(words[0], words[1]))
        throw ScriptError{QStringLiteral("%1 cannot be renamed").arg(words[0])};
}

void awaitFileIn(Script& script, const QString& folder, const QString& pattern)
{
    if (QDir(folder).entryList({pattern}, QDir::Files).isEmpty())
        script.later([&script, folder, pattern] { awaitFileIn(script, folder, pattern); });
}

/// await-file FOLDER PATTERN: until the program has written such a file; for what it does at its own time.
void awaitFile(Script& script, const QStringList& words)
{
    awaitFileIn(script, words[0], words[1]);
}

/// crash: the program ends as if the machine did.
void crash(Script& script, const QStringList&)
{
    script.writeEnd();
    std::_Exit(EXIT_SUCCESS);
}

/// resize WIDTH HEIGHT: the main window.
void resizeWindow(Script&, const QStringList& words)
{
    if (QMainWindow* const window = mainWindow())
        window->resize(static_cast<int>(numberOf(words[0])), static_cast<int>(numberOf(words[1])));
}

constexpr auto commands = std::to_array<Command>({
    {"open", 1, 1, openFile},
    {"sample", 1, 1, openSample},
    {"name", 1, 1, nameFile},
    {"save", 1, 1, saveDocument},
    {"export", 1, 1, exportFigure},
    {"drop", 1, 1, dropFile},
    {"file", 2, 2, makeFile},
    {"append", 2, 2, appendToFile},
    {"rename", 2, 2, renameFile},
    {"await-file", 2, 2, awaitFile},
    {"crash", 0, 0, crash},
    {"resize", 2, 2, resizeWindow},
});

} // namespace

std::span<const Command> fileCommands()
{
    return commands;
}

} // namespace script
