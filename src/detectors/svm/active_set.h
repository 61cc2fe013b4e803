// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/svm/working_set.h"

#include <Eigen/Core>

namespace perimeter {

/// The exact end of a subproblem that is nearly solved: an active set method on its dense kernel matrix in double
/// (Nocedal & Wright 2006, chapter 16.5). Rows between their bounds share one gradient ρ to rounding, so that a
/// solution does not depend on the way that led to it. Stops early where rounding would make it wander.
[[nodiscard]] std::vector<double> finishExactly(const Kernel& kernel, const VectorPoints& points,
                                                const SubProblem& problem);

} // namespace perimeter
