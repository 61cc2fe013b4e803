// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages.h"

namespace perimeter {

/// Fills into a fit's notices what the detectors cannot know: the names of columns instead of their numbers, and the
/// line of an exact fit as an equation in original units.
void nameColumns(DetectorFit& fit);

} // namespace perimeter
