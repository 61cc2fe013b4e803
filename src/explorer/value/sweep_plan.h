// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/detector.h"

#include <vector>

namespace perimeter {

/// What a sweep varies while everything else stays.
struct SweepPlan {
    enum class Over { Nu, Gamma, Contamination, Kernel };
    Over over = Over::Nu;
    double from = 0.005; ///< for kernels neither end is looked at
    double to = 0.25;
    int steps = 50;                           ///< values, ends included
    std::vector<DetectorKind> detectors = {}; ///< of those that have what is varied; all of them when empty
    bool operator==(const SweepPlan&) const = default;

    /// Equally far apart; γ by equal factors.
    [[nodiscard]] std::vector<double> values() const;
};

} // namespace perimeter
