// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/variations.h"

#include <QString>

namespace perimeter {

/// What a line is called beside a table or a message: its detector, and whatever else varies in the layout.
[[nodiscard]] QString nameOfLine(const LinePlan& line, const Exploration& whole);

} // namespace perimeter
