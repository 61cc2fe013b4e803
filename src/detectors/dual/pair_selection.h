// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace perimeter {

/// What sequential minimal optimisation keeps of each row: the gradient of the dual and which way α may move. Padded to
/// whole vectors with rows that can move neither way.
struct PairState {
    explicit PairState(std::size_t rows);

    std::vector<double> gradient;
    std::vector<double> diagonal;   ///< k(xₜ, xₜ)
    std::vector<double> upBarrier;  ///< 0 where α may grow, else +∞
    std::vector<double> lowBarrier; ///< 0 where α may shrink, else −∞
};

/// The row whose α may grow with the least gradient, and how far the gradients of the others lie above it.
struct FirstOfPair {
    std::size_t row = 0;
    double least = 0; ///< min of the gradient where α may grow; +∞ where none may
    double most = 0;  ///< max of the gradient where α may shrink; −∞ where none may
};

/// gradient += step·(rowI − rowJ), then the first of the next pair; of equal gradients the lowest row.
[[nodiscard]] FirstOfPair stepAndSelectFirst(PairState& state, const float* rowI, const float* rowJ, double step);

/// The partner j of `first` by second-order information (Fan, Chen & Lin 2005): largest (G_j − G_i)²/(K_ii + K_jj −
/// 2K_ij) among rows whose α may shrink and whose gradient is larger; of equal ones the lowest row.
[[nodiscard]] std::size_t selectSecond(const PairState& state, const FirstOfPair& first, const float* row);

/// Curvatures K_ii + K_jj − 2K_ij below this share of K_ii + K_jj are rounding, or of a kernel that is not convex.
inline constexpr double leastCurvature = 1e-12;

} // namespace perimeter
