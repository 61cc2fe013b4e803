// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"

#include <map>
#include <memory>
#include <string>

namespace perimeter {

/// Errors of the one-class SVMs that learned from cells.
using BinnedErrors = std::map<const DetectorFit*, std::shared_ptr<const BinnedError>>;

/// {"format": 1, "rows": …, "detectors": […]}, as `perimeter fit --json` prints it, of the first line of every pane.
[[nodiscard]] std::string fitJson(const Outcome& outcome, const BinnedErrors& errors);

} // namespace perimeter
