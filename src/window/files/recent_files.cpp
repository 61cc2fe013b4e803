// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/files/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace perimeter {

namespace {

constexpr int longest = 10;

QString key()
{
    return QStringLiteral("recentFiles");
}

} // namespace

QStringList recentFiles()
{
    return QSettings().value(key()).toStringList();
}

void rememberRecentFile(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(absolute);
    files.prepend(absolute);
    QSettings().setValue(key(), files.mid(0, longest));
}

void forgetRecentFiles()
{
    QSettings().remove(key());
}

} // namespace perimeter
