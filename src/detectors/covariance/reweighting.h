// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/robust_covariance.h"
#include "detectors/rows/moments.h"
#include "detectors/rows/observed.h"

namespace perimeter {

/// Squared distances by the raw covariance; of a cell the mean of its rows', which is not that of their mean.
[[nodiscard]] Eigen::VectorXd rawDistances(const RobustCovariance& robust, const Observed& observed);

/// Rows nearer than this count in the reweighted covariance. scikit-learn 1.2.1 brings raw distances to the χ² median
/// first; robustbase 0.95 compares as they are with what made the raw covariance consistent.
[[nodiscard]] double reweightingLimit(const Eigen::VectorXd& rawDistances, const Observed& observed,
                                      McdConvention convention);

/// Location and covariance of the rows that count, by the convention; the raw covariance gets its factors. False where
/// none counts.
[[nodiscard]] bool reweight(RobustCovariance& robust, const Observed& observed, const RobustOptions& options);

void setModel(RobustCovariance& robust, Moments moments);

} // namespace perimeter
