// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/kernels/kernel.h"

namespace perimeter {

/// The dual of the two-class SVM: minimise ½ αᵀYKYα − Σ αᵢ over 0 ≤ αᵢ ≤ Cᵢ, Σ yᵢαᵢ = 0, where Cᵢ is the cost of the
/// row's class and yᵢ is 1 for inliers, −1 for outliers.
struct TwoClassProblem {
    Kernel kernel;
    double outlierCost = 1;
    double inlierCost = 1;
    double tolerance = 1e-3;
    long iterations = 0; ///< at most
};

} // namespace perimeter
