// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "detectors/svm/one_class_svm.h"
#include "field/plane.h"

namespace perimeter {

/// The level set f = 0 of a one-class SVM over a plane: traced on a grid of columns × rows nodes, islands and holes
/// around support vectors found down to an eighth of a cell, and every vertex pulled onto the level within
/// 1e-6·max(|ρ|, max|f|). Chords are as long as a cell: take a node per pixel. A linear kernel gives the exact line
/// wherever it is one. Empty where the model has no frontier. Errors: ErrorCode::Cancelled.
[[nodiscard]] Expected<Frontier> learnedFrontier(const OneClassSvm& model, const Plane& plane, int columns, int rows,
                                                 Progress& progress);

} // namespace perimeter
