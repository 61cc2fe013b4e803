// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace perimeter {

/// The look all tables share: whole rows, no grid but hairlines, fixed row height (no measuring of a million rows).
void applyTableLook(QTableView* table);

} // namespace perimeter
