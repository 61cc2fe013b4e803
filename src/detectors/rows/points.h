// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace perimeter {

/// One row per observation, one column per feature.
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using PointsRef = Eigen::Ref<const RowMatrix>;
/// How many rows each observation stands for, at least 0; empty where each stands for itself.
using WeightsRef = Eigen::Ref<const Eigen::VectorXd>;

} // namespace perimeter
