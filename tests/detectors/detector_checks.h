// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/covariance/covariance.h"
#include "detectors/svm/one_class_svm.h"

#include <QDebug>

#include <cmath>
#include <random>

namespace perimeter::testing {

/// Whether two numbers are equal but for rounding; says where they are not.
inline bool near(double actual, double expected, double relative = 1e-12)
{
    const bool equal = std::abs(actual - expected) <= relative * std::abs(expected);
    if (!equal)
        qWarning("%.17g is not %.17g", actual, expected);
    return equal;
}

/// How many of the points a model flags.
inline Eigen::Index outliers(const CovarianceModel& model, const RowMatrix& points)
{
    Eigen::Index count = 0;
    for (const double distance : squaredDistances(model, points))
        count += isOutlier(model, distance) ? 1 : 0;
    return count;
}

/// How many of its training rows a model flags.
inline Eigen::Index outliers(const OneClassSvm& model)
{
    Eigen::Index count = 0;
    for (const double f : model.trainingDecision)
        count += isOutlier(model, f) ? 1 : 0;
    return count;
}

/// From 0 to 1, the same on every machine.
inline double uniform(std::mt19937_64& generator)
{
    return static_cast<double>(generator() >> 11) / 9007199254740992.0;
}

} // namespace perimeter::testing
