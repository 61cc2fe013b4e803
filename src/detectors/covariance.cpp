// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance.h"

#include "base/text.h"
#include "detectors/moments.h"
#include "detectors/pseudo_inverse.h"
#include "detectors/row_checks.h"

#include <string>

namespace perimeter {

namespace {

/// Distances this near to each other, relatively, count as equal.
constexpr double EqualWithin = 1e-12;

} // namespace

Expected<void> checkContamination(double contamination)
{
    if (!(contamination > 0 && contamination <= 0.5))
        return Unexpected(ErrorCode::ContaminationOutOfRange, {formatNumber(contamination)});
    return {};
}

Expected<void> checkOptions(const EmpiricalOptions& options)
{
    return checkContamination(options.contamination);
}

Eigen::VectorXd squaredDistances(const CovarianceModel& model, const PointsRef& points)
{
    const Eigen::Index columns = points.cols();
    Eigen::VectorXd distances(points.rows());
    Eigen::VectorXd centred(columns);
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        for (Eigen::Index j = 0; j < columns; ++j)
            centred[j] = points(row, j) - model.location[j];
        double sum = 0;
        for (Eigen::Index i = 0; i < columns; ++i) {
            double projection = 0;
            for (Eigen::Index j = 0; j < columns; ++j)
                projection += model.precision(i, j) * centred[j];
            sum += projection * centred[i];
        }
        distances[row] = sum;
    }
    return distances;
}

bool isOutlier(const CovarianceModel& model, double squaredDistance)
{
    return squaredDistance > model.threshold * (1 + EqualWithin);
}

double contaminationThreshold(const Eigen::VectorXd& squaredDistances, double contamination)
{
    return -percentile(-squaredDistances, contamination);
}

Expected<CovarianceModel> fitEmpiricalCovariance(const PointsRef& points, const EmpiricalOptions& options)
{
    if (const Expected<void> checked = checkOptions(options); !checked)
        return checked.unexpected();
    if (const Expected<void> checked = checkRows(points, points.cols() + 1); !checked)
        return checked.unexpected();
    Moments moments = momentsOf(Eigen::MatrixXd(points), static_cast<double>(points.rows()));
    PseudoInverse precision = pseudoInverse(moments.covariance);
    CovarianceModel model{.location = std::move(moments.mean),
                          .covariance = std::move(moments.covariance),
                          .precision = std::move(precision.inverse),
                          .notices = constantColumns(points)};
    if (precision.rank < points.cols())
        model.notices.push_back(
            {NoticeCode::SingularCovariance, {std::to_string(precision.rank), std::to_string(points.cols())}});
    model.threshold = contaminationThreshold(squaredDistances(model, points), options.contamination);
    return model;
}

} // namespace perimeter
