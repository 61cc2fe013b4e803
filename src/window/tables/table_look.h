// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QColor;
class QPixmap;
class QTableView;

namespace perimeter {

/// The look all tables share: whole rows, no grid but hairlines, fixed row height (no measuring of a million rows).
void applyTableLook(QTableView* table);

/// The outlier's shape of the panes, in its detector's hue.
[[nodiscard]] QPixmap outlierMark(const QColor& hue);

/// Makes columns as wide as their names at least; those made wider by hand stay so.
void showWholeNames(QTableView* table);

} // namespace perimeter
