// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace perimeter {

/// The files opened last, newest first, kept in the user's settings.
[[nodiscard]] QStringList recentFiles();
void rememberRecentFile(const QString& path);
void forgetRecentFiles();

} // namespace perimeter
