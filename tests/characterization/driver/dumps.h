// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <QStringList>

class QAbstractItemView;
class QAction;
class QMenu;
class QWidget;

namespace script {

/// A text in quotation marks, on one line.
[[nodiscard]] QString quoted(const QString& text);

/// What can be read in the windows that can be reached: their controls by name and what they say, in an order that
/// follows from that alone.
[[nodiscard]] QStringList windowTexts();

/// The explanations of the controls and actions of the main window.
[[nodiscard]] QStringList toolTips();

/// Text, keys and state of every action of the main window.
[[nodiscard]] QStringList actionTexts();

/// The entries of a menu and of the menus in it.
[[nodiscard]] QStringList menuTexts(const QMenu* menu);

/// The heads and cells of a table, a list, or the first level of a tree, as far as they are not hidden.
[[nodiscard]] QStringList tableTexts(const QAbstractItemView* view);

/// Every different tool tip of a widget, by the place it was first found at, from top to bottom.
[[nodiscard]] QStringList placeHints(QWidget* widget);

/// The same for the same pixels, whatever the file.
[[nodiscard]] QString hashOf(const QImage& image);

} // namespace script
