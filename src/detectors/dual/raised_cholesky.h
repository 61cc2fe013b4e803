// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Cholesky>

namespace perimeter {

/// The Cholesky factor of a kernel matrix, its diagonal raised by 1e-12 of itself, and by more until the matrix is positive
/// definite in double.
[[nodiscard]] Eigen::LLT<Eigen::MatrixXd> raisedCholesky(Eigen::MatrixXd matrix);

} // namespace perimeter
