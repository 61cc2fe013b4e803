// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "detectors/svm/one_class_svm.h"
#include "field/plane.h"

namespace perimeter {

/// Values of a decision function on a regular grid of axis coordinates over a plane, corners on the plane's corners:
/// values(row, column), row 0 at yMin, column 0 at xMin. NaN where an axis scale is undefined.
struct Field {
    Plane plane;
    RowMatrix values;
};

/// The decision function of a one-class SVM over two features, within 1e-12 of max |f|. Rbf is a matrix product
/// X·diag(α)·Yᵀ, linear a closed form, sigmoid pointwise. Where the grid is finer than f needs, rbf and polynomials are
/// evaluated at Chebyshev nodes and interpolated from there. Errors: ErrorCode::Cancelled.
[[nodiscard]] Expected<Field> decisionField(const OneClassSvm& model, const Plane& plane, int columns, int rows,
                                            Progress& progress);

} // namespace perimeter
