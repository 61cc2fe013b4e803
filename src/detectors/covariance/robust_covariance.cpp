// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/robust_covariance.h"

#include "base/text.h"
#include "detectors/covariance/mcd_correction.h"
#include "detectors/covariance/mcd_search.h"
#include "detectors/covariance/reweighting.h"
#include "detectors/covariance/settled_search.h"
#include "detectors/covariance/shortest_half.h"
#include "detectors/rows/observed.h"
#include "detectors/rows/row_checks.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace perimeter {

namespace {

/// Weight of the direction across an exact fit, relative to the largest along it: rows off the hyperplane come last.
constexpr double AcrossHyperplane = 1e12;

Eigen::Index hOf(const RobustOptions& options, Eigen::Index n, Eigen::Index p)
{
    if (options.convention == McdConvention::Robustbase)
        return hAlphaN(options.supportFraction.value_or(0.5), n, p);
    return options.supportFraction ? static_cast<Eigen::Index>(*options.supportFraction * static_cast<double>(n))
                                   : std::min((n + p + 2) / 2, n);
}

/// The h rows, by search or, for one column, by sorting. `location` where it is not their mean.
struct Found {
    SearchResult result;
    std::optional<double> location = std::nullopt;
};

Found sortOneColumn(const Eigen::VectorXd& values, McdConvention convention, Eigen::Index h)
{
    ShortestHalf half = convention == McdConvention::Robustbase ? leastVariance(values, h) : shortestStretch(values, h);
    const double value = values[half.rows.front()];
    const bool equal = std::ranges::all_of(half.rows, [&](Eigen::Index row) { return values[row] == value; });
    if (!equal)
        return {{{std::move(half.rows), {}}}, half.location};
    Found found{{{}, Eigen::VectorXd::Ones(1)}, half.location};
    for (Eigen::Index row = 0; row < values.size(); ++row)
        if (values[row] == value)
            found.result.chosen.rows.push_back(row);
    return found;
}

Expected<Found> findRows(const Observed& observed, const RobustOptions& options, Eigen::Index h, Progress& progress)
{
    if (observed.columns() == 1)
        return sortOneColumn(observed.points().col(0), options.convention, h);
    if (h == observed.total())
        return Found{{observed.all()}};
    PERIMETER_TRY(SearchResult result, searchMcd(observed, h, options.seed, progress));
    return Found{std::move(result)};
}

double logDeterminant(const Eigen::MatrixXd& covariance)
{
    const Eigen::VectorXd deviations = covariance.diagonal().cwiseSqrt();
    const Eigen::MatrixXd correlations =
        deviations.cwiseInverse().asDiagonal() * covariance * deviations.cwiseInverse().asDiagonal();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(correlations, Eigen::EigenvaluesOnly);
    return solver.eigenvalues().array().log().sum() + 2 * deviations.array().log().sum();
}

/// Location and covariance along the hyperplane, from the rows on it.
void takeExactFit(RobustCovariance& robust, const Observed& observed, const SearchResult& found)
{
    const Eigen::VectorXd normal = found.normal->normalized();
    const double rows = totalOf(found.chosen);
    const Moments moments = observed.moments(found.chosen, rows);
    robust.exactFit = {normal, normal.dot(moments.mean), static_cast<Eigen::Index>(rows)};
    robust.logDeterminant = -std::numeric_limits<double>::infinity();
    robust.rawLocation = moments.mean;
    robust.rawCovariance = moments.covariance;
    setModel(robust, moments);
    const double along = robust.model.precision.cwiseAbs().maxCoeff();
    robust.model.precision += (along > 0 ? along : 1) * AcrossHyperplane * normal * normal.transpose();
    robust.model.notices.push_back(
        {NoticeCode::ExactFit,
         {std::to_string(robust.exactFit->rows), std::to_string(observed.total()), std::to_string(robust.h)}});
}

/// Learns from the rows found, where no hyperplane fits them exactly. Errors: ValuesTooClose.
Expected<void> takeFit(RobustCovariance& robust, const Observed& observed, const Found& found,
                       const RobustOptions& options)
{
    const bool robustbase = options.convention == McdConvention::Robustbase;
    const ChosenRows& chosen = found.result.chosen;
    Moments raw = observed.moments(chosen, static_cast<double>(robust.h - (robustbase ? 1 : 0)));
    robust.rawLocation = std::move(raw.mean);
    robust.rawCovariance = std::move(raw.covariance);
    robust.logDeterminant = logDeterminant(robust.rawCovariance);
    if (found.location)
        robust.rawLocation[0] = *found.location;
    if (reweight(robust, observed, options))
        return {};
    // Rounding alone says how far out the rows lie.
    return Unexpected(ErrorCode::ValuesTooClose, {formatNumber(std::sqrt(robust.rawCovariance.diagonal().maxCoeff()))});
}

template <typename Find>
Expected<RobustCovariance> learn(const Observed& observed, const RobustOptions& options, Find&& find)
{
    PERIMETER_CHECK(checkOptions(options));
    const bool robustbase = options.convention == McdConvention::Robustbase;
    PERIMETER_CHECK(checkRows(observed, observed.columns() + (robustbase ? 2 : 1)));

    RobustCovariance robust;
    PERIMETER_CHECK(checkSpreads(observed, observed.all()));
    robust.h = hOf(options, observed.total(), observed.columns());
    robust.model.notices = constantColumns(observed);
    PERIMETER_TRY(Found found, find(robust.h));
    PERIMETER_CHECK(checkSpreads(observed, found.result.chosen));
    if (found.result.normal) {
        takeExactFit(robust, observed, found.result);
    } else if (const Expected<void> taken = takeFit(robust, observed, found, options); !taken) {
        return taken.unexpected();
    }
    robust.support = std::move(found.result.chosen.rows);
    return robust;
}

} // namespace

Expected<void> checkOptions(const RobustOptions& options)
{
    if (options.supportFraction && !(*options.supportFraction > 0.5 && *options.supportFraction <= 1))
        return Unexpected(ErrorCode::SupportFractionOutOfRange, {formatNumber(*options.supportFraction)});
    return checkContamination(options.contamination);
}

Expected<RobustCovariance> learnRobustCovariance(const PointsRef& points, const RobustOptions& options,
                                                 Progress& progress)
{
    const Observed observed(points);
    return learn(observed, options, [&](Eigen::Index h) { return findRows(observed, options, h, progress); });
}

Expected<RobustCovariance> learnRobustCovariance(const Cells& cells, const RobustOptions& options, Progress& progress)
{
    const Observed observed(cells);
    return learn(observed, options, [&](Eigen::Index h) { return findRows(observed, options, h, progress); });
}

Expected<RobustCovariance> settleRobustCovariance(const Cells& cells, const RobustOptions& options,
                                                  const Eigen::Vector2d& location, const Eigen::Matrix2d& covariance)
{
    const Observed observed(cells);
    return learn(observed, options, [&](Eigen::Index h) -> Expected<Found> {
        if (h == observed.total())
            return Found{{observed.all()}};
        return Found{settledFrom(location, covariance, observed, h, options.seed)};
    });
}

Expected<RobustCovariance> fitRobustCovariance(const PointsRef& points, const RobustOptions& options,
                                               Progress& progress)
{
    Expected<RobustCovariance> robust = learnRobustCovariance(points, options, progress);
    if (robust)
        robust->model.threshold =
            contaminationThreshold(squaredDistances(robust->model, points), options.contamination);
    return robust;
}

Expected<RobustCovariance> fitRobustCovariance(const Cells& cells, const RobustOptions& options, Progress& progress)
{
    Expected<RobustCovariance> robust = learnRobustCovariance(cells, options, progress);
    if (robust)
        robust->model.threshold =
            contaminationThreshold(squaredDistances(robust->model, cells.means), cells.counts, options.contamination);
    return robust;
}

} // namespace perimeter
