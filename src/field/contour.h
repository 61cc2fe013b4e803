// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "field/field.h"

#include <functional>

namespace perimeter {

/// The level set {f = level} of a field by marching squares, saddles settled by the value at the cell's middle. Lines
/// keep larger values on their left; they are closed or end on the border or beside NaN cells. Values at the level
/// count as above it. Empty where the level is not finite.
[[nodiscard]] Frontier traceContour(const Field& field, double level);

} // namespace perimeter
