// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/pipeline.h"

#include <QString>

#include <vector>

namespace perimeter {

/// A value for ν and the contamination that the data themselves suggest, and why, in a sentence.
struct Suggestion {
    double nu = 0;
    QString sentence;
};

/// Without labels: shares of rows above average, the bend of the share of outliers over ν, and the ν at which detectors
/// learned from halves of the rows agree best. What the data do not tell is left out. Errors: those of the source and
/// its preparation, Cancelled.
[[nodiscard]] Expected<std::vector<Suggestion>> suggestNu(Pipeline& pipeline, const Exploration& exploration,
                                                          Progress& progress);

} // namespace perimeter
