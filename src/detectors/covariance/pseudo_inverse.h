// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace perimeter {

/// Inverse of a covariance, with its rank.
struct PseudoInverse {
    Eigen::MatrixXd inverse;
    Eigen::Index rank = 0;
};

/// The inverse where the correlations have full rank (smallest eigenvalue above 1e-13 and no variance 0), whatever the
/// columns' units; else the pseudo-inverse as scipy.linalg.pinvh, with eigenvalues up to 1e-13·max|λ| counting as 0.
[[nodiscard]] PseudoInverse pseudoInverse(const Eigen::MatrixXd& covariance);

} // namespace perimeter
