// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace perimeter {

struct Moments {
    Eigen::VectorXd mean;
    Eigen::MatrixXd covariance;
};

/// Mean of the rows and Σ (x − mean)(x − mean)ᵀ / denominator, in two passes; one column per feature.
[[nodiscard]] Moments momentsOf(const Eigen::Ref<const Eigen::MatrixXd>& rows, double denominator);

} // namespace perimeter
