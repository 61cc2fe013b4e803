// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"

#include <QStringList>

namespace perimeter {

/// The exploration's outcome with every learned frontier whole, in original units on linear axes: for files, which ask
/// where a frontier is and not what of it a view and the scales of its axes show. Errors: those of explore.
[[nodiscard]] Expected<Outcome> exploreWhole(Pipeline& pipeline, const Exploration& exploration, Progress& progress);

/// Of each frontier that is unbounded, at which rectangle it was cut.
[[nodiscard]] QStringList cutNotes(const Outcome& whole);

} // namespace perimeter
