// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace perimeter {

/// h of robustbase for `alpha` in [0.5, 1] (Rousseeuw & Van Driessen 1999): from ⌊(n + p + 1)/2⌋ at 0.5 to n at 1.
[[nodiscard]] Eigen::Index hAlphaN(double alpha, Eigen::Index n, Eigen::Index p);

/// What makes the covariance of the `share` rows nearest to the centre consistent for a normal distribution
/// (Croux & Haesbroeck 1999): share / P(χ²_{p+2} ≤ χ²_{p,share}).
[[nodiscard]] double consistencyFactor(double share, Eigen::Index p);

/// Small-sample factors of the raw and of the reweighted MCD (Pison, Van Aelst & Willems 2002), interpolated in alpha.
/// robustbase's simulated values for tiny n (below 7 at p = 2) are not followed.
[[nodiscard]] double rawSmallSampleFactor(Eigen::Index p, Eigen::Index n, double alpha);
[[nodiscard]] double reweightedSmallSampleFactor(Eigen::Index p, Eigen::Index n, double alpha);

} // namespace perimeter
