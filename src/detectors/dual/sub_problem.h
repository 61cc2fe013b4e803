// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include <vector>

namespace perimeter {

/// The dual restricted to some rows, all others held: minimise over their α, 0 ≤ αᵢ ≤ wᵢ, with the sum kept.
struct SubProblem {
    std::vector<Eigen::Index> rows; ///< ascending
    std::vector<double> alpha;
    std::vector<double> bounds;   ///< wᵢ
    std::vector<double> gradient; ///< of the whole dual
};

} // namespace perimeter
