// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/studies/experiment.h"

#include <string>

namespace perimeter {

/// {"format": 1, "rows": …, "results": […]}, as `perimeter experiment --format json` prints it.
[[nodiscard]] std::string experimentJson(const Experiment& experiment);

} // namespace perimeter
