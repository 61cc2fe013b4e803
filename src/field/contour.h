// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "field/field.h"

#include <functional>

namespace perimeter {

/// The level set {f = level} of a field by marching squares, saddles settled by the value at the cell's middle. Lines
/// keep larger values on their left; they are closed or end on the border or beside NaN cells.
[[nodiscard]] Frontier traceContour(const Field& field, double level);

/// The level set f = 0 of a one-class SVM over a plane: traced on a grid of columns × rows, islands and holes smaller
/// than a cell found from the support vectors, and every vertex pulled onto the level within
/// 1e-6·max(|ρ|, max|f|).
[[nodiscard]] Expected<Frontier> learnedFrontier(const OneClassSvm& model, const Plane& plane, int columns, int rows,
                                                 Progress& progress);

} // namespace perimeter
