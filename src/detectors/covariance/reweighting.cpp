// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/reweighting.h"

#include "detectors/covariance/chi_squared.h"
#include "detectors/covariance/mcd_correction.h"
#include "detectors/covariance/pseudo_inverse.h"

#include <utility>

namespace perimeter {

namespace {

constexpr double ReweightingProbability = 0.975;

/// No factor after.
bool reweightAsScikitLearn(RobustCovariance& robust, const Observed& observed)
{
    const Eigen::VectorXd distances = rawDistances(robust, observed);
    const ChosenRows kept =
        observed.below(distances, reweightingLimit(distances, observed, McdConvention::ScikitLearn));
    const double count = totalOf(kept);
    if (count > 0)
        setModel(robust, observed.moments(kept, count));
    return count > 0;
}

/// The covariance is divided by the number of rows less one and made consistent for it.
bool reweightAsRobustbase(RobustCovariance& robust, const Observed& observed, double alpha)
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
    const Eigen::VectorXd distances = rawDistances(robust, observed);
    const ChosenRows kept = observed.below(distances, reweightingLimit(distances, observed, McdConvention::Robustbase));
    const double count = totalOf(kept);
    if (count <= 1)
        return false;
    Moments moments = observed.moments(kept, count - 1);
    if (count < static_cast<double>(n))
        moments.covariance *=
            consistencyFactor(count / static_cast<double>(n), p) * (all ? 1 : reweightedSmallSampleFactor(p, n, alpha));
    setModel(robust, std::move(moments));
    return true;
}

} // namespace

void setModel(RobustCovariance& robust, Moments moments)
{
    robust.model.location = std::move(moments.mean);
    robust.model.covariance = std::move(moments.covariance);
    robust.model.precision = pseudoInverse(robust.model.covariance).inverse;
}

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

double reweightingLimit(const Eigen::VectorXd& rawDistances, const Observed& observed, McdConvention convention)
{
    const double p = static_cast<double>(observed.columns());
    const double limit = chiSquaredQuantile(ReweightingProbability, p);
    return convention == McdConvention::Robustbase
               ? limit
               : observed.percentile(rawDistances, 0.5) / chiSquaredQuantile(0.5, p) * limit;
}

bool reweight(RobustCovariance& robust, const Observed& observed, const RobustOptions& options)
{
    return options.convention == McdConvention::Robustbase
               ? reweightAsRobustbase(robust, observed, options.supportFraction.value_or(0.5))
               : reweightAsScikitLearn(robust, observed);
}

} // namespace perimeter
