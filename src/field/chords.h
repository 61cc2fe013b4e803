// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "field/plane.h"

#include <Eigen/Core>

#include <functional>

namespace perimeter {

/// A function of scaled space, positive inside the frontier.
using LevelFunction = std::function<double(const Eigen::RowVector2d&)>;

/// The line of scaled space in original units, with so many vertices more that no straight chord between them departs
/// from f = 0 by more than `tolerance`, a share of the line's width and height in scaled space. Added vertices are on
/// the level within `onLevel`. Straight in original units is not straight in scaled space where that is logarithmic.
[[nodiscard]] Polyline refinedChords(const Polyline& line, const LevelFunction& function, const Scaling& scaling,
                                     double tolerance, double onLevel);

} // namespace perimeter
