// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/studies/sweep.h"

#include <functional>
#include <memory>
#include <vector>

namespace perimeter {

/// One exploration and detector, and the point it is to become.
struct SweepStation {
    SweepPoint point;
    Exploration exploration;
};

/// By value, then detector. The exploration is a resolved one.
[[nodiscard]] std::vector<SweepStation> stationsOf(const Exploration& exploration, const SweepPlan& plan);

using StationTaker =
    std::function<void(const SweepStation& station, const Expected<std::shared_ptr<const DetectorFit>>& fit)>;

/// Fits stations in chains side by side, each fit going on from the one before it in its chain; `take` sees them one at
/// a time and in their order, whatever the number of processors. Errors: those of the projection, Cancelled; others are
/// handed to `take`.
[[nodiscard]] Expected<void> fitStations(Pipeline& pipeline, const std::vector<SweepStation>& stations,
                                         const StationTaker& take, Progress& progress);

} // namespace perimeter
