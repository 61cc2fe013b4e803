// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/fit.h"

namespace perimeter {

/// Fills into a fit's notices what the detectors cannot know: the names of columns instead of their numbers, and the
/// line of an exact fit as an equation in original units.
void nameColumns(DetectorFit& fit);

/// The names of features where detectors have only their numbers.
[[nodiscard]] std::vector<Notice> namedNotices(std::vector<Notice> notices, const std::vector<std::string>& features);
[[nodiscard]] Unexpected namedError(Error error, const std::vector<std::string>& features);

} // namespace perimeter
