// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/plane.h"

#include <cmath>
#include <limits>

namespace perimeter {

namespace {

Eigen::VectorXd scaledAxis(const Scaling& scaling, Eigen::Index column, AxisScale scale, double from, double to,
                           int count)
{
    Eigen::VectorXd scaled(count);
    for (int i = 0; i < count; ++i)
        scaled[i] = scaling.toScaled(column, fromAxis(scale, gridCoordinate(from, to, i, count - 1)));
    return scaled;
}

} // namespace

double toAxis(AxisScale scale, double value)
{
    switch (scale) {
    case AxisScale::Linear:
        return value;
    case AxisScale::Log:
        return value > 0 ? std::log10(value) : std::numeric_limits<double>::quiet_NaN();
    case AxisScale::Asinh:
        return std::asinh(value);
    }
    return value;
}

double fromAxis(AxisScale scale, double coordinate)
{
    switch (scale) {
    case AxisScale::Linear:
        return coordinate;
    case AxisScale::Log:
        return std::pow(10.0, coordinate);
    case AxisScale::Asinh:
        return std::sinh(coordinate);
    }
    return coordinate;
}

double gridCoordinate(double from, double to, std::int64_t step, std::int64_t steps)
{
    if (step >= steps)
        return steps > 0 ? to : from;
    return from + (to - from) * (static_cast<double>(step) / static_cast<double>(steps));
}

Eigen::VectorXd Plane::scaledX(int count) const
{
    return scaledAxis(scaling, 0, xScale, xMin, xMax, count);
}

Eigen::VectorXd Plane::scaledY(int count) const
{
    return scaledAxis(scaling, 1, yScale, yMin, yMax, count);
}

Eigen::RowVector2d Plane::toScaled(double axisX, double axisY) const
{
    return {scaling.toScaled(0, fromAxis(xScale, axisX)), scaling.toScaled(1, fromAxis(yScale, axisY))};
}

} // namespace perimeter
