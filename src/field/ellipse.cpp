// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/ellipse.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace perimeter {

namespace {

constexpr double turn = 2 * std::numbers::pi;
/// Below this 1 − r², r the correlation, the covariance counts as one of points on a line.
constexpr double leastIndependence = 1e-12;
/// A whole turn is never drawn with fewer chords.
constexpr int leastChords = 32;
constexpr int deepestEllipse = 24;
constexpr double leastTolerance = 1e-9;

/// Where the curve crosses a border of the plane.
struct Crossing {
    double t = 0;
    Eigen::Index coordinate = 0; ///< 0 for a border along y, of constant x
    double onAxis = 0;           ///< that constant

    /// The crossing's point without the rounding of its way through t.
    void settle(PlanePoint& point) const { (coordinate == 0 ? point.x : point.y) = onAxis; }
};

/// The curve location + factor·(cos t, sin t) in scaled space, anticlockwise, on the axes of a plane.
class Ellipse {
public:
    Ellipse(const CovarianceModel& model, const Plane& plane, const Eigen::Matrix2d& factor)
        : m_plane(plane), m_location(model.location), m_factor(factor)
    {
    }

    [[nodiscard]] PlanePoint at(double t) const
    {
        const Eigen::Vector2d scaled = m_location + m_factor * Eigen::Vector2d(std::cos(t), std::sin(t));
        return {toAxis(m_plane.xScale, m_plane.scaling.toOriginal(0, scaled[0])),
                toAxis(m_plane.yScale, m_plane.scaling.toOriginal(1, scaled[1]))};
    }

    /// Adds the places in [0, 2π) where the curve crosses a border: a line of the given scaled and axis coordinate.
    void addCrossings(Eigen::Index coordinate, double scaled, double onAxis, std::vector<Crossing>& crossings) const
    {
        const double cosine = m_factor(coordinate, 0);
        const double sine = m_factor(coordinate, 1);
        const double share = (scaled - m_location[coordinate]) / std::hypot(cosine, sine);
        if (!(std::abs(share) < 1)) // NaN where the border has no place in scaled space
            return;
        const double phase = std::atan2(sine, cosine);
        for (const double t : {phase - std::acos(share), phase + std::acos(share)})
            crossings.push_back({t < 0 ? t + turn : (t >= turn ? t - turn : t), coordinate, onAxis});
    }

private:
    const Plane& m_plane;
    Eigen::Vector2d m_location;
    Eigen::Matrix2d m_factor;
};

bool within(const Plane& plane, const PlanePoint& point)
{
    return point.x >= plane.xMin && point.x <= plane.xMax && point.y >= plane.yMin && point.y <= plane.yMax;
}

/// Distance of a point from a chord, in shares of the plane.
double departure(const Plane& plane, const PlanePoint& point, const PlanePoint& from, const PlanePoint& to)
{
    const Eigen::Array2d size(plane.xMax - plane.xMin, plane.yMax - plane.yMin);
    const Eigen::Vector2d chord = (Eigen::Array2d(to.x - from.x, to.y - from.y) / size).matrix();
    const Eigen::Vector2d offset = (Eigen::Array2d(point.x - from.x, point.y - from.y) / size).matrix();
    const double length = chord.squaredNorm();
    const double along = length > 0 ? std::clamp(offset.dot(chord) / length, 0.0, 1.0) : 0;
    return (offset - along * chord).norm();
}

/// Appends the curve after `from`, up to and with `to`, halved until every chord is within the tolerance.
void appendArc(const Ellipse& ellipse, const Plane& plane, double tolerance, double from, double to, int depth,
               std::vector<PlanePoint>& points)
{
    const double middle = 0.5 * (from + to);
    const PlanePoint begin = ellipse.at(from);
    const PlanePoint end = ellipse.at(to);
    const auto close = [&](double t) { return !(departure(plane, ellipse.at(t), begin, end) > tolerance); };
    if (depth == 0 || (close(middle) && close(0.75 * from + 0.25 * to) && close(0.25 * from + 0.75 * to))) {
        points.push_back(end);
        return;
    }
    appendArc(ellipse, plane, tolerance, from, middle, depth - 1, points);
    appendArc(ellipse, plane, tolerance, middle, to, depth - 1, points);
}

std::vector<PlanePoint> arc(const Ellipse& ellipse, const Plane& plane, double tolerance, double from, double to)
{
    std::vector<PlanePoint> points = {ellipse.at(from)};
    const int chords = std::max(1, static_cast<int>(std::ceil(leastChords * (to - from) / turn)));
    for (int i = 0; i < chords; ++i)
        appendArc(ellipse, plane, tolerance, from + (to - from) * i / chords, from + (to - from) * (i + 1) / chords,
                  deepestEllipse, points);
    return points;
}

} // namespace

// The root of threshold·covariance: Cholesky's, of the correlations, so that the units of the columns do not matter.
std::optional<Eigen::Matrix2d> ellipseFactor(const CovarianceModel& model)
{
    if (model.location.size() != 2 || model.covariance.rows() != 2 || model.covariance.cols() != 2)
        return std::nullopt;
    const double xx = model.covariance(0, 0);
    const double yy = model.covariance(1, 1);
    const double xy = model.covariance(1, 0);
    const bool finite = model.location.allFinite() && model.covariance.allFinite() && std::isfinite(model.threshold);
    if (!finite || !(xx > 0) || !(yy > 0) || !(model.threshold > 0))
        return std::nullopt;
    const double correlation = xy / std::sqrt(xx) / std::sqrt(yy);
    const double independence = (1 - correlation) * (1 + correlation);
    if (!(independence > leastIndependence))
        return std::nullopt;
    Eigen::Matrix2d factor;
    factor << std::sqrt(xx), 0, std::sqrt(yy) * correlation, std::sqrt(yy) * std::sqrt(independence);
    return Eigen::Matrix2d(std::sqrt(model.threshold) * factor);
}

Frontier ellipseFrontier(const CovarianceModel& model, const Plane& plane, double tolerance)
{
    const std::optional<Eigen::Matrix2d> factor = ellipseFactor(model);
    if (!factor || !(plane.xMax > plane.xMin) || !(plane.yMax > plane.yMin))
        return {};
    const Ellipse ellipse(model, plane, *factor);
    const Eigen::RowVector2d low = plane.toScaled(plane.xMin, plane.yMin);
    const Eigen::RowVector2d high = plane.toScaled(plane.xMax, plane.yMax);
    std::vector<Crossing> crossings;
    ellipse.addCrossings(0, low[0], plane.xMin, crossings);
    ellipse.addCrossings(0, high[0], plane.xMax, crossings);
    ellipse.addCrossings(1, low[1], plane.yMin, crossings);
    ellipse.addCrossings(1, high[1], plane.yMax, crossings);
    std::sort(crossings.begin(), crossings.end(), [](const Crossing& a, const Crossing& b) { return a.t < b.t; });
    const double allowed = std::max(tolerance, leastTolerance);
    if (crossings.empty()) {
        if (!within(plane, ellipse.at(0)))
            return {};
        std::vector<PlanePoint> whole = arc(ellipse, plane, allowed, 0, turn);
        whole.pop_back();
        return {Polyline{std::move(whole), true}};
    }
    Frontier frontier;
    for (std::size_t i = 0; i < crossings.size(); ++i) {
        const bool last = i + 1 == crossings.size();
        const Crossing& from = crossings[i];
        const Crossing& to = last ? crossings.front() : crossings[i + 1];
        const double end = last ? to.t + turn : to.t;
        if (!(end > from.t) || !within(plane, ellipse.at(0.5 * (from.t + end))))
            continue;
        Polyline line{arc(ellipse, plane, allowed, from.t, end), false};
        from.settle(line.points.front());
        to.settle(line.points.back());
        frontier.push_back(std::move(line));
    }
    return frontier;
}

} // namespace perimeter
