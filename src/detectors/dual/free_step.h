// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/kernels/vector_kernels.h"

#include <optional>

namespace perimeter {

/// Rows between their bounds, all others held.
struct FreeRows {
    VectorPoints points;
    Eigen::VectorXd alpha;
    Eigen::VectorXd bounds; ///< wᵢ
    Eigen::VectorXd excess; ///< gradient − ρ
};

/// Moves α of free rows to where all have the gradient ρ, as far as the bounds let it: a row that meets one stays
/// there, and the others go on. Given what Σ α is short of, ρ moves as well, so that the sum is right in the end.
/// Returns by how much ρ has moved.
double stepFreeRows(const Kernel& kernel, FreeRows& rows, std::optional<double> missing);

} // namespace perimeter
