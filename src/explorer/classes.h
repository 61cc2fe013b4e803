// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages.h"

namespace perimeter {

/// The classes by values at every point, as `decision` or `squaredDistances` of the model give them.
[[nodiscard]] Classes classesByValues(const OneClassSvm& model, const Eigen::VectorXd& decision);
[[nodiscard]] Classes classesByValues(const CovarianceModel& model, const Eigen::VectorXd& squaredDistances);

/// The same classes with far fewer values: cells wholly on one side by bounds, rows of crossed cells one by one.
/// Errors: Cancelled.
[[nodiscard]] Expected<Classes> classesByCells(const OneClassSvm& model, const Binned& binned, Progress& progress);
[[nodiscard]] Classes classesByCells(const CovarianceModel& model, const Binned& binned,
                                     const std::vector<DistanceRange>& ranges);

/// contaminationThreshold of the squared distances of every row, of which only those near to it are computed.
[[nodiscard]] double thresholdByCells(const CovarianceModel& model, const Binned& binned,
                                      const std::vector<DistanceRange>& ranges, double contamination);

} // namespace perimeter
