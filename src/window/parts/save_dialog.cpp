// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/parts/save_dialog.h"

#include "explorer/wording/phrasing.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace perimeter {

namespace {

/// The folder that figures are exported to.
QString folderKey()
{
    return QStringLiteral("exportFolder");
}

} // namespace

QString saveName(const Exploration& exploration, const QString& what)
{
    const QString name = QFileInfo(text(exploration.source.path)).completeBaseName();
    return name.isEmpty() ? what : name + u'-' + what;
}

QString startFolder(const QString& key)
{
    for (const QString& folder :
         {QSettings().value(key).toString(), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)}) {
        if (!folder.isEmpty() && QFileInfo(folder).isDir())
            return folder;
    }
    return QDir::homePath();
}

void askWhereToSave(QWidget* window, const SaveQuestion& question, const std::function<void(const QString&)>& save)
{
    auto* const dialog = new QFileDialog(window, question.title, startFolder(folderKey()));
    dialog->setObjectName(QStringLiteral("saveDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const SaveFormat& format : question.formats)
        filters.append(format.filter);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(question.formats.first().extension);
    dialog->selectFile(question.name + u'.' + question.formats.first().extension);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                     [dialog, formats = question.formats](const QString& filter) {
                         for (const SaveFormat& format : formats)
                             if (format.filter == filter)
                                 dialog->setDefaultSuffix(format.extension);
                     });
    QObject::connect(dialog, &QFileDialog::fileSelected, window, [save](const QString& path) {
        QSettings().setValue(folderKey(), QFileInfo(path).absolutePath());
        save(path);
    });
    dialog->open();
}

} // namespace perimeter
