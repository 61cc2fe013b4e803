// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/plane/plane_shape.h"

#include "detectors/rows/rounding.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perimeter {

PlaneShape planeShape(const PlaneMoments& moments)
{
    PlaneShape shape{.x = moments.x, .y = moments.y, .xx = moments.xx, .xy = moments.xy, .yy = moments.yy};
    const bool constantX = !(moments.xx > smallestDeviation * smallestDeviation);
    const bool constantY = !(moments.yy > smallestDeviation * smallestDeviation);
    const double deviationX = constantX ? smallestDeviation : std::sqrt(moments.xx);
    const double deviationY = constantY ? smallestDeviation : std::sqrt(moments.yy);
    const double correlation = constantX || constantY ? 0 : moments.xy / (deviationX * deviationY);
    const double least = 1 - std::abs(correlation);
    shape.singular = constantX || constantY || !(least > smallestEigenvalue);

    const double unexplained = std::max(least, smallestEigenvalue) * (1 + std::abs(correlation));
    const double across = 1 / std::sqrt(unexplained);
    shape.alongX = 1 / deviationX;
    shape.acrossX = -correlation * across / deviationX;
    shape.acrossY = across / deviationY;
    shape.logDeterminant = std::log(unexplained) + 2 * (std::log(deviationX) + std::log(deviationY));
    if (shape.singular) {
        shape.logDeterminant = -std::numeric_limits<double>::infinity();
        // Of a constant column the deviation is nil: across it rows are apart as soon as they differ.
        const double part = constantX || constantY ? 1 : std::sqrt(0.5);
        shape.normalX = constantY && !constantX ? 0 : part / deviationX;
        shape.normalY = constantX ? 0 : constantY ? part / deviationY : -std::copysign(part, correlation) / deviationY;
    }
    return shape;
}

ShapeChange changeBetween(const PlaneShape& from, const PlaneShape& to)
{
    // to's whitening after the inverse of from's, both lower triangular, and its singular values.
    const double a = to.alongX / from.alongX;
    const double c = to.acrossY / from.acrossY;
    const double b = (to.acrossX - c * from.acrossX) / from.alongX;
    const double sum = std::hypot(a + c, b);
    const double difference = std::hypot(a - c, b);
    const double u = from.x - to.x;
    const double v = from.y - to.y;
    return {.least = (sum - difference) / 2,
            .most = (sum + difference) / 2,
            .shift = std::hypot(to.alongX * u, to.acrossX * u + to.acrossY * v)};
}

double difference(const PlaneShape& a, const PlaneShape& b)
{
    const ShapeChange change = changeBetween(a, b);
    return std::max({change.most - 1, 1 - change.least, change.shift});
}

} // namespace perimeter
