// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Cholesky>

namespace perimeter {

/// The Cholesky factor of a kernel matrix, its diagonal raised by as little as makes it positive definite in double.
[[nodiscard]] Eigen::LLT<Eigen::MatrixXd> raisedCholesky(const Eigen::MatrixXd& matrix);

} // namespace perimeter
