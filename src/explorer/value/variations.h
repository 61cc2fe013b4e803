// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/exploration.h"

#include <vector>

namespace perimeter {

/// One learned frontier of a pane: the exploration it is learned from, and by which detector.
struct LinePlan {
    Exploration exploration;
    DetectorKind detector = DetectorKind::OneClassSvm;
};

/// One pane: its first line decides the classes of its points.
struct PanePlan {
    Exploration exploration;
    std::vector<LinePlan> lines;
};

/// The panes and lines that an exploration's layout asks for: small multiples come from this rule alone. Where neither
/// panes nor lines vary the detector, every pane shows the exploration's first detector.
[[nodiscard]] std::vector<PanePlan> planPanes(const Exploration& exploration);

/// With a pane per detector and one line in each: what is counted and evaluated detector by detector.
[[nodiscard]] Exploration detectorByDetector(Exploration exploration);

/// The variation with an empty list replaced by the aspect's usual values.
[[nodiscard]] Variation usualVariation(const Variation& variation, const Exploration& exploration);

} // namespace perimeter
