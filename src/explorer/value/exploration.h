// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/steps/preparation.h"
#include "data/table/source.h"
#include "detectors/detector.h"
#include "detectors/rows/scaling.h"
#include "explorer/value/row_labels.h"
#include "field/plane.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

struct Axis {
    std::string column; ///< empty: the first that is measured and not taken (axisOrder())
    AxisScale scale = AxisScale::Linear;

    bool operator==(const Axis&) const = default;
};

/// The visible rectangle, in original units or in scaled space.
struct View {
    double xMin = 0, xMax = 1, yMin = 0, yMax = 1;
    bool isScaled = false;

    bool operator==(const View&) const = default;
};

/// Two columns taken as axes, for panes that vary them.
struct AxisPair {
    std::string x, y;

    bool operator==(const AxisPair&) const = default;
};

/// What one dimension of the layout varies. Exactly the list of its aspect is used; an empty list stands for the
/// aspect's usual values (usualVariation()).
struct Variation {
    enum class Aspect { None, Detector, Scaling, Nu, Kernel, Axes };
    Aspect aspect = Aspect::None;
    std::vector<ScalingKind> scalings = {};
    std::vector<double> nus = {};
    std::vector<KernelKind> kernels = {};
    std::vector<AxisPair> axes = {};

    bool operator==(const Variation&) const = default;
};

/// When detectors learn from cells that rows are counted into instead of from the rows themselves.
struct Binning {
    enum class Mode {
        Auto,  ///< above the threshold
        Exact, ///< never
        Always
    };
    Mode mode = Mode::Auto;
    std::int64_t threshold = 50'000; ///< rows

    bool operator==(const Binning&) const = default;

    [[nodiscard]] bool appliesTo(std::int64_t rows) const
    {
        return mode == Mode::Always || (mode == Mode::Auto && rows > threshold);
    }
};

/// Everything on screen, in an exported figure or printed by the command line follows from this value.
struct Exploration {
    Source source = {};
    Preparation preparation = {};
    Axis x = {};
    Axis y = {};
    ScalingKind scaling = ScalingKind::Standard;
    Binning binning = {};
    std::vector<DetectorKind> detectors = {allDetectors.begin(), allDetectors.end()};
    DetectorSettings settings = {};
    LabelSource labels = {};
    Variation panes = {.aspect = Variation::Aspect::Detector};
    Variation lines = {};
    std::optional<View> view = std::nullopt; ///< all rows in view when absent

    bool operator==(const Exploration&) const = default;
};

/// Checks what the exploration alone decides: ν, γ, contamination, support fraction, tolerance, degree.
[[nodiscard]] Expected<void> check(const Exploration& exploration);

} // namespace perimeter
