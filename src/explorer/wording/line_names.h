// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/variations.h"

#include <QString>

namespace perimeter {

/// What a line is called beside a table or a message: what varies in the layout, or its detector.
[[nodiscard]] QString nameOfLine(const LinePlan& line, const Exploration& whole);

/// The same where the axes are said already.
[[nodiscard]] QString withoutAxes(const LinePlan& line, const Exploration& whole);

} // namespace perimeter
