// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"
#include "detectors/covariance/covariance.h"
#include "detectors/svm/one_class_svm.h"
#include "field/plane.h"

namespace perimeter {

/// A frontier as it is, not as a pane shows it: in original units, every part closed unless the frontier is unbounded.
struct WholeFrontier {
    Frontier frontier;
    /// In original units with linear axes: where an unbounded frontier was cut, else a rectangle around it.
    Plane plane;
};

/// No chord departs from the frontier by more than this share of its part's width and height in scaled space: a tenth
/// of what a figure needs, for the file is asked which side of the frontier a row is on.
inline constexpr double wholeTolerance = 1e-5;

/// The ellipse d² = threshold. Empty where it is degenerate.
[[nodiscard]] WholeFrontier wholeEllipse(const CovarianceModel& model, const Scaling& scaling);

/// The level set f = 0 of an SVM, wherever it is. The rectangle it is traced in is where the kernel lets a frontier
/// be at all, or grows until every part is closed; `data` holds the smallest and largest scaled coordinates of the
/// points (rows: least, most), for an unbounded frontier is cut at a rectangle three times as wide and high as they.
/// Parts are traced anew in rectangles of their own, so that one far away coarsens no other. Errors: Cancelled.
[[nodiscard]] Expected<WholeFrontier> wholeFrontier(const OneClassSvm& model, const Scaling& scaling,
                                                    const Eigen::Matrix2d& data, Progress& progress);

} // namespace perimeter
