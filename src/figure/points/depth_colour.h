// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene/theme.h"

#include <cstddef>

namespace perimeter {

/// The colour of a level: equal steps to the eye (OKLab), what falls outside first standing out most from the theme's
/// surface. What never does has the inliers' grey.
[[nodiscard]] QColor depthColour(std::size_t level, const Theme& theme);

} // namespace perimeter
