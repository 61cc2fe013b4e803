// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "explorer/pipeline/outcome.h"

#include <cstddef>
#include <string>

namespace perimeter {

/// Checks what the path alone decides: the extension, csv or geojson. Errors: FrontierFormatUnknown.
[[nodiscard]] Expected<void> checkFrontierPath(const std::string& path);

/// Learned frontiers of an outcome: those of detectors that have classes.
[[nodiscard]] std::size_t countFrontiers(const Outcome& outcome);

/// The learned frontiers of an outcome of exploreWhole() in the format of the path's extension. Coordinates are in
/// original units with all their digits, whatever scaling, view and axis scales are. CSV has a line per vertex, each
/// feature in the column of its name; a closed part does not repeat its first vertex. GeoJSON has a Feature per
/// frontier with the lines as MultiLineString, closed ones repeating their first position; one with an open line says
/// so, and the rectangle it was cut at. Errors: FrontierFormatUnknown, NoFrontier.
[[nodiscard]] Expected<std::string> frontierText(const Outcome& outcome, const std::string& path);

} // namespace perimeter
