// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include <vector>

namespace perimeter {

/// Some rows, ascending, and how much of each counts; without weights each counts once.
struct ChosenRows {
    std::vector<Eigen::Index> rows;
    std::vector<double> weights;
};

} // namespace perimeter
