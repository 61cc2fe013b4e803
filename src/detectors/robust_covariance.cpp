// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/robust_covariance.h"

#include "base/text.h"
#include "detectors/chi_squared.h"
#include "detectors/mcd_correction.h"
#include "detectors/mcd_search.h"
#include "detectors/moments.h"
#include "detectors/pseudo_inverse.h"
#include "detectors/row_checks.h"
#include "detectors/shortest_half.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>

namespace perimeter {

namespace {

constexpr double ReweightingProbability = 0.975;
/// Weight of the direction across an exact fit, relative to the largest along it: rows off the hyperplane come last.
constexpr double AcrossHyperplane = 1e12;

Eigen::Index hOf(const RobustOptions& options, Eigen::Index n, Eigen::Index p)
{
    if (options.convention == McdConvention::Robustbase)
        return hAlphaN(options.supportFraction.value_or(0.5), n, p);
    return options.supportFraction ? static_cast<Eigen::Index>(*options.supportFraction * static_cast<double>(n))
                                   : std::min((n + p + 2) / 2, n);
}

/// scikit-learn: groups of about 300 above 500 rows. robustbase: at most five groups of about 300, of at most 1500
/// rows, from 600 on. Below, 500 starts as robustbase, where scikit-learn makes 30: they cost little and find what its
/// best of several seeds finds.
SearchPlan planFor(McdConvention convention, Eigen::Index n, Eigen::Index h)
{
    const bool robustbase = convention == McdConvention::Robustbase;
    SearchPlan plan{.h = h, .groups = 1, .groupRows = n, .starts = 1000, .pooledRows = std::min<Eigen::Index>(n, 1500)};
    if (robustbase ? n >= 600 : n > 500) {
        plan.groups = robustbase ? std::min<Eigen::Index>(n / 300, 5) : n / 300;
        plan.groupRows = robustbase ? plan.pooledRows / plan.groups : n / plan.groups;
        plan.starts = std::max<Eigen::Index>(20, 1000 / plan.groups);
    }
    return plan;
}

Eigen::MatrixXd gather(const PointsRef& points, std::span<const Eigen::Index> rows)
{
    Eigen::MatrixXd gathered(static_cast<Eigen::Index>(rows.size()), points.cols());
    for (std::size_t i = 0; i < rows.size(); ++i)
        gathered.row(static_cast<Eigen::Index>(i)) = points.row(rows[i]);
    return gathered;
}

/// The h rows, by search or, for one column, by sorting. `location` where it is not their mean.
struct Found {
    SearchResult result;
    std::optional<double> location;
};

Expected<Found> findRows(const PointsRef& points, const RobustOptions& options, Eigen::Index h, Progress& progress)
{
    if (points.cols() > 1 && h < points.rows()) {
        const SearchPlan plan = planFor(options.convention, points.rows(), h);
        Expected<SearchResult> result = searchMcd(points, plan, options.seed, progress);
        if (!result)
            return result.unexpected();
        return Found{std::move(*result), std::nullopt};
    }
    if (points.cols() > 1) {
        std::vector<Eigen::Index> all(static_cast<std::size_t>(h));
        for (Eigen::Index row = 0; row < h; ++row)
            all[static_cast<std::size_t>(row)] = row;
        return Found{{std::move(all), std::nullopt}, std::nullopt};
    }
    const Eigen::VectorXd values = points.col(0);
    const bool robustbase = options.convention == McdConvention::Robustbase;
    ShortestHalf half = robustbase ? leastVariance(values, h) : shortestStretch(values, h);
    Found found{{std::move(half.rows), std::nullopt}, half.location};
    const Eigen::MatrixXd kept = gather(points, found.result.rows);
    if ((kept.array() == kept(0, 0)).all()) {
        found.result = {{}, Eigen::VectorXd::Ones(1)};
        for (Eigen::Index row = 0; row < values.size(); ++row)
            if (values[row] == kept(0, 0))
                found.result.rows.push_back(row);
    }
    return found;
}

double logDeterminant(const Eigen::MatrixXd& covariance)
{
    const Eigen::VectorXd deviations = covariance.diagonal().cwiseSqrt();
    const Eigen::MatrixXd correlations =
        deviations.cwiseInverse().asDiagonal() * covariance * deviations.cwiseInverse().asDiagonal();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(correlations, Eigen::EigenvaluesOnly);
    return solver.eigenvalues().array().log().sum() + 2 * deviations.array().log().sum();
}

void setModel(RobustCovariance& robust, Moments moments)
{
    robust.model.location = std::move(moments.mean);
    robust.model.covariance = std::move(moments.covariance);
    robust.model.precision = pseudoInverse(robust.model.covariance).inverse;
}

/// Location and covariance along the hyperplane, from the rows on it.
void takeExactFit(RobustCovariance& robust, const PointsRef& points, const SearchResult& found)
{
    const Eigen::VectorXd normal = found.normal->normalized();
    const Moments moments = momentsOf(gather(points, found.rows), static_cast<double>(found.rows.size()));
    robust.exactFit = {normal, normal.dot(moments.mean), static_cast<Eigen::Index>(found.rows.size())};
    robust.logDeterminant = -std::numeric_limits<double>::infinity();
    robust.rawLocation = moments.mean;
    robust.rawCovariance = moments.covariance;
    setModel(robust, moments);
    const double along = robust.model.precision.cwiseAbs().maxCoeff();
    robust.model.precision += (along > 0 ? along : 1) * AcrossHyperplane * normal * normal.transpose();
    robust.model.notices.push_back(
        {NoticeCode::ExactFit,
         {std::to_string(found.rows.size()), std::to_string(points.rows()), std::to_string(robust.h)}});
}

std::vector<Eigen::Index> rowsBelow(const Eigen::VectorXd& squaredDistances, double limit)
{
    std::vector<Eigen::Index> rows;
    for (Eigen::Index row = 0; row < squaredDistances.size(); ++row)
        if (squaredDistances[row] < limit)
            rows.push_back(row);
    return rows;
}

Eigen::VectorXd rawDistances(const RobustCovariance& robust, const PointsRef& points)
{
    return squaredDistances({.location = robust.rawLocation,
                             .covariance = robust.rawCovariance,
                             .precision = pseudoInverse(robust.rawCovariance).inverse},
                            points);
}

/// scikit-learn 1.2.1: raw distances brought to the χ² median decide who is kept; no factor after.
void reweightAsScikitLearn(RobustCovariance& robust, const PointsRef& points)
{
    const double p = static_cast<double>(points.cols());
    const Eigen::VectorXd distances = rawDistances(robust, points);
    const double correction = percentile(distances, 0.5) / chiSquaredQuantile(0.5, p);
    const std::vector<Eigen::Index> kept =
        rowsBelow(distances, correction * chiSquaredQuantile(ReweightingProbability, p));
    setModel(robust, momentsOf(gather(points, kept), static_cast<double>(kept.size())));
}

/// robustbase 0.95: the raw covariance made consistent decides who is kept; theirs is divided by their number less one
/// and made consistent for it.
void reweightAsRobustbase(RobustCovariance& robust, const PointsRef& points, double alpha)
{
    const Eigen::Index n = points.rows();
    const Eigen::Index p = points.cols();
    const bool all = robust.h == n;
    // For one column robustbase states the objective with h − 1 but goes on with h.
    if (p == 1 && !all)
        robust.rawCovariance *= static_cast<double>(robust.h - 1) / static_cast<double>(robust.h);
    if (!all)
        robust.rawCovariance *= consistencyFactor(static_cast<double>(robust.h) / static_cast<double>(n), p) *
                                rawSmallSampleFactor(p, n, alpha);
    const double limit = chiSquaredQuantile(ReweightingProbability, static_cast<double>(p));
    const std::vector<Eigen::Index> kept = rowsBelow(rawDistances(robust, points), limit);
    const Eigen::Index count = static_cast<Eigen::Index>(kept.size());
    Moments moments = momentsOf(gather(points, kept), static_cast<double>(count - 1));
    if (count < n)
        moments.covariance *= consistencyFactor(static_cast<double>(count) / static_cast<double>(n), p) *
                              (all ? 1 : reweightedSmallSampleFactor(p, n, alpha));
    setModel(robust, std::move(moments));
}

} // namespace

Expected<void> checkOptions(const RobustOptions& options)
{
    if (options.supportFraction && !(*options.supportFraction > 0.5 && *options.supportFraction <= 1))
        return Unexpected(ErrorCode::SupportFractionOutOfRange, {formatNumber(*options.supportFraction)});
    return checkContamination(options.contamination);
}

Expected<RobustCovariance> fitRobustCovariance(const PointsRef& points, const RobustOptions& options,
                                               Progress& progress)
{
    if (const Expected<void> checked = checkOptions(options); !checked)
        return checked.unexpected();
    const bool robustbase = options.convention == McdConvention::Robustbase;
    if (const Expected<void> checked = checkRows(points, points.cols() + (robustbase ? 2 : 1)); !checked)
        return checked.unexpected();

    RobustCovariance robust;
    robust.h = hOf(options, points.rows(), points.cols());
    robust.model.notices = constantColumns(points);
    Expected<Found> found = findRows(points, options, robust.h, progress);
    if (!found)
        return found.unexpected();
    robust.support = found->result.rows;
    if (found->result.normal) {
        takeExactFit(robust, points, found->result);
    } else {
        const double denominator = static_cast<double>(robust.h - (robustbase ? 1 : 0));
        Moments raw = momentsOf(gather(points, robust.support), denominator);
        robust.rawLocation = std::move(raw.mean);
        robust.rawCovariance = std::move(raw.covariance);
        robust.logDeterminant = logDeterminant(robust.rawCovariance);
        if (found->location)
            robust.rawLocation[0] = *found->location;
        if (robustbase)
            reweightAsRobustbase(robust, points, options.supportFraction.value_or(0.5));
        else
            reweightAsScikitLearn(robust, points);
    }
    robust.model.threshold = contaminationThreshold(squaredDistances(robust.model, points), options.contamination);
    return robust;
}

} // namespace perimeter
