// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/robust_covariance.h"

#include "base/text.h"
#include "detectors/covariance/chi_squared.h"
#include "detectors/covariance/mcd_correction.h"
#include "detectors/covariance/mcd_search.h"
#include "detectors/covariance/pseudo_inverse.h"
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
    Expected<SearchResult> result = searchMcd(observed, h, options.seed, progress);
    if (!result)
        return result.unexpected();
    return Found{std::move(*result)};
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

/// By the raw covariance; of a cell the mean distance of its rows, which is not that of their mean.
Eigen::VectorXd rawDistances(const RobustCovariance& robust, const Observed& observed)
{
    const CovarianceModel raw{.location = robust.rawLocation,
                              .covariance = robust.rawCovariance,
                              .precision = pseudoInverse(robust.rawCovariance).inverse};
    Eigen::VectorXd distances = squaredDistances(raw, observed.points());
    if (const Cells* const cells = observed.cells())
        distances.array() +=
            (cells->scatter.col(0) * raw.precision(0, 0) + cells->scatter.col(1) * 2 * raw.precision(0, 1) +
             cells->scatter.col(2) * raw.precision(1, 1))
                .array() /
            cells->counts.array();
    return distances;
}

/// scikit-learn 1.2.1: raw distances brought to the χ² median decide who is kept; no factor after. Their number.
double reweightAsScikitLearn(RobustCovariance& robust, const Observed& observed)
{
    const double p = static_cast<double>(observed.columns());
    const Eigen::VectorXd distances = rawDistances(robust, observed);
    const double correction = observed.percentile(distances, 0.5) / chiSquaredQuantile(0.5, p);
    const ChosenRows kept = observed.below(distances, correction * chiSquaredQuantile(ReweightingProbability, p));
    const double count = totalOf(kept);
    if (count > 0)
        setModel(robust, observed.moments(kept, count));
    return count;
}

/// robustbase 0.95: the raw covariance made consistent decides who is kept; theirs is divided by their number less one
/// and made consistent for it. Their number.
double reweightAsRobustbase(RobustCovariance& robust, const Observed& observed, double alpha)
{
    const Eigen::Index n = observed.total();
    const Eigen::Index p = observed.columns();
    const bool all = robust.h == n;
    // For one column robustbase states the objective with h − 1 but goes on with h.
    if (p == 1 && !all)
        robust.rawCovariance *= static_cast<double>(robust.h - 1) / static_cast<double>(robust.h);
    if (!all)
        robust.rawCovariance *= consistencyFactor(static_cast<double>(robust.h) / static_cast<double>(n), p) *
                                rawSmallSampleFactor(p, n, alpha);
    const double limit = chiSquaredQuantile(ReweightingProbability, static_cast<double>(p));
    const ChosenRows kept = observed.below(rawDistances(robust, observed), limit);
    const double count = totalOf(kept);
    if (count <= 1)
        return 0;
    Moments moments = observed.moments(kept, count - 1);
    if (count < static_cast<double>(n))
        moments.covariance *=
            consistencyFactor(count / static_cast<double>(n), p) * (all ? 1 : reweightedSmallSampleFactor(p, n, alpha));
    setModel(robust, std::move(moments));
    return count;
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
    const double kept = robustbase ? reweightAsRobustbase(robust, observed, options.supportFraction.value_or(0.5))
                                   : reweightAsScikitLearn(robust, observed);
    if (kept > 0)
        return {};
    // Rounding alone says how far out the rows lie.
    return Unexpected(ErrorCode::ValuesTooClose, {formatNumber(std::sqrt(robust.rawCovariance.diagonal().maxCoeff()))});
}

Expected<RobustCovariance> learn(const Observed& observed, const RobustOptions& options, Progress& progress)
{
    if (const Expected<void> checked = checkOptions(options); !checked)
        return checked.unexpected();
    const bool robustbase = options.convention == McdConvention::Robustbase;
    if (const Expected<void> checked = checkRows(observed, observed.columns() + (robustbase ? 2 : 1)); !checked)
        return checked.unexpected();

    RobustCovariance robust;
    if (const Expected<void> checked = checkSpreads(observed, observed.all()); !checked)
        return checked.unexpected();
    robust.h = hOf(options, observed.total(), observed.columns());
    robust.model.notices = constantColumns(observed);
    Expected<Found> found = findRows(observed, options, robust.h, progress);
    if (!found)
        return found.unexpected();
    if (const Expected<void> checked = checkSpreads(observed, found->result.chosen); !checked)
        return checked.unexpected();
    if (found->result.normal) {
        takeExactFit(robust, observed, found->result);
    } else if (const Expected<void> taken = takeFit(robust, observed, *found, options); !taken) {
        return taken.unexpected();
    }
    robust.support = std::move(found->result.chosen.rows);
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
    return learn(Observed(points), options, progress);
}

Expected<RobustCovariance> learnRobustCovariance(const Cells& cells, const RobustOptions& options, Progress& progress)
{
    return learn(Observed(cells), options, progress);
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
