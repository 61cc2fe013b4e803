// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/pipeline.h"
#include "explorer/value/variations.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

/// One learned frontier and its classes, or the error that stood in the way.
struct LineOutcome {
    LinePlan plan;
    std::shared_ptr<const DetectorFit> fit;        ///< null until fitted, or on error
    std::shared_ptr<const FrontierLines> frontier; ///< null until traced, or on error
    bool rough = false;                            ///< the frontier is of a part of the rows, until it is traced
    std::optional<Error> error;
};

struct PaneOutcome {
    PanePlan plan;
    std::shared_ptr<const ScaledPoints> points; ///< null on error
    std::shared_ptr<const Projection> drawn;    ///< the points to be seen: the rows, or cells where they are not held
    Plane plane;
    std::shared_ptr<const Labels> labels; ///< of the points; null where the exploration has none that can be read
    std::vector<LineOutcome> lines;
    std::optional<Error> error; ///< of the points; a line's own is with the line
};

/// Everything a scene is built from.
struct Outcome {
    Exploration exploration; ///< resolved
    std::optional<Table> table;
    std::vector<PaneOutcome> panes;
    bool complete = false; ///< every line has its answer
};

/// Resolution of a pane, in pixels.
struct PaneSize {
    int columns = 400;
    int rows = 400;
    bool operator==(const PaneSize&) const = default;
};

/// Carries an exploration through the pipeline. `arrived` is called with every state on the way: when the points are
/// there, and after each line, cheap detectors first. Errors of a pane or a line stand with it; only those of the
/// source, the preparation or the settings fail the whole.
[[nodiscard]] Expected<Outcome> explore(Pipeline& pipeline, const Exploration& exploration, PaneSize size,
                                        Progress& progress,
                                        const std::function<void(const Outcome&)>& arrived = nullptr);

/// The share of points, 0 to 1, on which every line of every pane over the same points agrees; nothing where fewer
/// than two have an answer or the points differ.
[[nodiscard]] std::optional<double> agreement(const Outcome& outcome);

} // namespace perimeter
