// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"

#include <string>

namespace perimeter {

/// {"format": 1, "rows": …, "detectors": […]}, as `perimeter fit --json` prints it, of the first line of every pane.
[[nodiscard]] std::string fitJson(const Outcome& outcome);

} // namespace perimeter
