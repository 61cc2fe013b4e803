// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/covariance.h"

#include "base/text.h"
#include "detectors/covariance/pseudo_inverse.h"
#include "detectors/rows/observed.h"
#include "detectors/rows/row_checks.h"

#include <string>

namespace perimeter {

namespace {

/// Distances this near to each other, relatively, count as equal.
constexpr double EqualWithin = 1e-12;

Expected<CovarianceModel> learn(const Observed& observed)
{
    PERIMETER_CHECK(checkRows(observed, observed.columns() + 1));
    PERIMETER_CHECK(checkSpreads(observed, observed.all()));
    Moments moments = observed.moments(observed.all(), static_cast<double>(observed.total()));
    PseudoInverse precision = pseudoInverse(moments.covariance);
    CovarianceModel model{.location = std::move(moments.mean),
                          .covariance = std::move(moments.covariance),
                          .precision = std::move(precision.inverse),
                          .notices = constantColumns(observed)};
    if (precision.rank < observed.columns())
        model.notices.push_back(
            {NoticeCode::SingularCovariance, {std::to_string(precision.rank), std::to_string(observed.columns())}});
    return model;
}

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
    if (columns == 2) {
        const double x = model.location[0];
        const double y = model.location[1];
        const double xx = model.precision(0, 0);
        const double xy = model.precision(0, 1);
        const double yx = model.precision(1, 0);
        const double yy = model.precision(1, 1);
        for (Eigen::Index row = 0; row < points.rows(); ++row) {
            const double u = points(row, 0) - x;
            const double v = points(row, 1) - y;
            distances[row] = (xx * u + xy * v) * u + (yx * u + yy * v) * v;
        }
        return distances;
    }
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

double contaminationThreshold(const Eigen::VectorXd& squaredDistances, const Eigen::VectorXd& counts,
                              double contamination)
{
    return -percentile(-squaredDistances, counts, contamination);
}

Expected<CovarianceModel> learnEmpiricalCovariance(const PointsRef& points)
{
    return learn(Observed(points));
}

Expected<CovarianceModel> learnEmpiricalCovariance(const Cells& cells)
{
    return learn(Observed(cells));
}

Expected<CovarianceModel> fitEmpiricalCovariance(const PointsRef& points, const EmpiricalOptions& options)
{
    PERIMETER_CHECK(checkOptions(options));
    Expected<CovarianceModel> model = learnEmpiricalCovariance(points);
    if (model)
        model->threshold = contaminationThreshold(squaredDistances(*model, points), options.contamination);
    return model;
}

Expected<CovarianceModel> fitEmpiricalCovariance(const Cells& cells, const EmpiricalOptions& options)
{
    PERIMETER_CHECK(checkOptions(options));
    Expected<CovarianceModel> model = learnEmpiricalCovariance(cells);
    if (model)
        model->threshold =
            contaminationThreshold(squaredDistances(*model, cells.means), cells.counts, options.contamination);
    return model;
}

} // namespace perimeter
