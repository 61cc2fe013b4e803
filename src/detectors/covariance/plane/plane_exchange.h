// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/plane/plane_order.h"

#include <optional>

namespace perimeter {

/// Where no step makes the determinant smaller, an exchange of one of the h rows for another may: the shape after the
/// best exchange, or nothing. `order` is by `shape`, which is that of the h rows nearest to it. Rows that stand for
/// many are left alone.
[[nodiscard]] std::optional<PlaneShape> exchanged(const PlaneRows& rows, const PlaneOrder& order,
                                                  const PlaneShape& shape, double h);

} // namespace perimeter
