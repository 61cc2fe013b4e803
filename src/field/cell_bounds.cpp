// SPDX-License-Identifier: GPL-3.0-or-later
#include "field/cell_bounds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

namespace perimeter {

namespace {

/// Computed values of f stray from the true ones by less than this share of Σ α·max k.
constexpr double computedWithin = 1e-9;
/// So do places in a cell, and squared distances, relative to the size of what they are computed from.
constexpr double roundedWithin = 1e-14;

/// Bounds that depend on how far from the origin a cell reaches: on Σ α·k and on |∂²f/∂x²| + |∂²f/∂y²|.
struct KernelBounds {
    double value = 0;
    double curvature = 0;
    double slope = 0; ///< on |∇f|
};

KernelBounds boundsWithin(const OneClassSvm& model, const Eigen::ArrayXd& norms, double radius)
{
    const Kernel& kernel = model.kernel;
    const double gamma = kernel.gamma;
    const double sum = model.alpha.sum();
    switch (kernel.kind) {
    case KernelKind::Rbf:
        return {sum, 4 * gamma * sum, std::sqrt(2 * gamma / M_E) * sum};
    case KernelKind::Linear: {
        const double slope = (model.alpha.array() * norms).sum();
        return {slope * radius, 0, slope};
    }
    case KernelKind::Sigmoid: {
        // |tanh''| ≤ 4/(3√3) < 0.77
        return {sum, 0.77 * gamma * gamma * (model.alpha.array() * norms.square()).sum(),
                gamma * (model.alpha.array() * norms).sum()};
    }
    case KernelKind::Polynomial: {
        const double d = kernel.degree;
        const Eigen::ArrayXd base = gamma * norms * radius + std::abs(kernel.coef0);
        const Eigen::ArrayXd slopes = d * gamma * norms * base.pow(d - 1);
        const Eigen::ArrayXd curvatures = d * (d - 1) * (gamma * norms).square() * base.pow(std::max(d - 2, 0.0));
        return {(model.alpha.array() * base.pow(d)).sum(), (model.alpha.array() * curvatures).sum(),
                (model.alpha.array() * slopes).sum()};
    }
    }
    return {};
}

/// Bounds for every radius up to the largest asked for, taken at the next of a few radii above.
class BoundsByRadius {
public:
    BoundsByRadius(const OneClassSvm& model, double largest) : m_largest(largest)
    {
        if (model.kernel.kind == KernelKind::Rbf) {
            m_bounds.fill(boundsWithin(model, {}, largest));
            return;
        }
        const Eigen::ArrayXd norms = model.supportVectors.rowwise().norm();
        for (std::size_t step = 0; step < m_bounds.size(); ++step)
            m_bounds[step] =
                boundsWithin(model, norms, largest * static_cast<double>(step + 1) / double(m_bounds.size()));
    }

    [[nodiscard]] const KernelBounds& at(double radius) const
    {
        const double last = double(m_bounds.size() - 1);
        const double place = m_largest > 0 ? std::ceil(radius / m_largest * double(m_bounds.size())) - 1 : last;
        return m_bounds[static_cast<std::size_t>(std::clamp(place, 0.0, last))];
    }

private:
    double m_largest;
    std::array<KernelBounds, 64> m_bounds;
};

/// q(x, y) = p₀₀x² + 2p₀₁xy + p₁₁y² about a location, over a rectangle about it.
class Quadratic {
public:
    explicit Quadratic(const Eigen::Matrix2d& precision) : m_p(precision) {}

    [[nodiscard]] double at(double x, double y) const
    {
        return (m_p(0, 0) * x + (m_p(0, 1) + m_p(1, 0)) * y) * x + m_p(1, 1) * y * y;
    }
    /// What rounding may make of a value anywhere up to (x, y) is relative to this.
    [[nodiscard]] double magnitude(double x, double y) const
    {
        return (std::abs(m_p(0, 0)) * std::abs(x) + 2 * std::abs(m_p(0, 1)) * std::abs(y)) * std::abs(x) +
               std::abs(m_p(1, 1)) * y * y;
    }
    /// Least value for a given x and y in [low, high].
    [[nodiscard]] double leastAlongY(double x, double low, double high) const
    {
        return at(x, m_p(1, 1) > 0 ? std::clamp(-m_p(0, 1) * x / m_p(1, 1), low, high) : low);
    }
    [[nodiscard]] double leastAlongX(double y, double low, double high) const
    {
        return at(m_p(0, 0) > 0 ? std::clamp(-m_p(0, 1) * y / m_p(0, 0), low, high) : low, y);
    }

private:
    Eigen::Matrix2d m_p;
};

ValueRange rangeOver(const Quadratic& q, double left, double right, double bottom, double top)
{
    const std::array corners = {q.at(left, bottom), q.at(left, top), q.at(right, bottom), q.at(right, top)};
    ValueRange range{0, *std::ranges::max_element(corners)};
    const bool around = left <= 0 && right >= 0 && bottom <= 0 && top >= 0;
    if (!around)
        range.least = std::min({q.leastAlongY(left, bottom, top), q.leastAlongY(right, bottom, top),
                                q.leastAlongX(bottom, left, right), q.leastAlongX(top, left, right)});
    const double farX = std::max(std::abs(left), std::abs(right));
    const double farY = std::max(std::abs(bottom), std::abs(top));
    const double rounding = 8 * roundedWithin * q.magnitude(farX, farY);
    return {std::max(0.0, range.least - rounding), range.most + rounding};
}

RowMatrix placesOf(const CellCorners& corners, double width)
{
    RowMatrix places(static_cast<Eigen::Index>(corners.corners().size()), 2);
    for (Eigen::Index corner = 0; corner < places.rows(); ++corner) {
        const GridCorner& place = corners.corners()[static_cast<std::size_t>(corner)];
        places.row(corner) << static_cast<double>(place.i) * width, static_cast<double>(place.j) * width;
    }
    return places;
}

/// Of each cell, the values at its corners.
std::vector<ValueRange> rangesAmong(const Eigen::VectorXd& values, const CellCorners& corners)
{
    std::vector<ValueRange> ranges;
    ranges.reserve(corners.cells());
    for (std::size_t cell = 0; cell < corners.cells(); ++cell) {
        const auto& [lowerLeft, upperLeft, lowerRight, upperRight] = corners.of(cell);
        const auto [least, most] =
            std::minmax({values[lowerLeft], values[upperLeft], values[lowerRight], values[upperRight]});
        ranges.push_back({least, most});
    }
    return ranges;
}

/// By what f may stray from its values at the corners.
void widen(std::vector<ValueRange>& ranges, const OneClassSvm& model, const CellCorners& corners,
           const RowMatrix& places, double width)
{
    const Eigen::VectorXd radii = places.rowwise().norm();
    const BoundsByRadius bounds(model, radii.size() > 0 ? radii.maxCoeff() : 0);
    for (std::size_t cell = 0; cell < corners.cells(); ++cell) {
        double radius = 0;
        for (const std::uint32_t corner : corners.of(cell))
            radius = std::max(radius, radii[corner]);
        const KernelBounds& bound = bounds.at(radius);
        const double side = static_cast<double>(corners.sizeOf(cell)) * width;
        // A function lies within curvature·side²/8 of the bilinear one through the corners, whose values lie among
        // theirs; the rest is rounding, of places and of values.
        const double room = bound.curvature * side * side / 8 + bound.slope * radius * roundedWithin +
                            computedWithin * (bound.value + std::abs(model.rho));
        ranges[cell].least -= room;
        ranges[cell].most += room;
    }
}

} // namespace

CellCorners::CellCorners(std::span<const CellPlace> cells)
{
    const auto cornersOf = [](const CellPlace& cell) {
        const std::int64_t right = cell.i + cell.size;
        const std::int64_t top = cell.j + cell.size;
        return std::array<GridCorner, 4>{{{cell.i, cell.j}, {cell.i, top}, {right, cell.j}, {right, top}}};
    };
    m_corners.reserve(4 * cells.size());
    for (const CellPlace& cell : cells)
        std::ranges::copy(cornersOf(cell), std::back_inserter(m_corners));
    std::ranges::sort(m_corners);
    const auto repeated = std::ranges::unique(m_corners);
    m_corners.erase(repeated.begin(), repeated.end());
    m_cells.reserve(cells.size());
    m_sizes.reserve(cells.size());
    for (const CellPlace& cell : cells) {
        std::array<std::uint32_t, 4> places = {};
        std::ranges::transform(cornersOf(cell), places.begin(), [this](const GridCorner& corner) {
            return static_cast<std::uint32_t>(std::ranges::lower_bound(m_corners, corner) - m_corners.begin());
        });
        m_cells.push_back(places);
        m_sizes.push_back(cell.size);
    }
}

Expected<std::vector<ValueRange>> sumRanges(const OneClassSvm& model, const CellCorners& corners, double width,
                                            Progress& progress)
{
    if (!progress.advance(0))
        return Unexpected(ErrorCode::Cancelled);
    const RowMatrix places = placesOf(corners, width);
    PERIMETER_TRY(const Eigen::VectorXd decision, DecisionFunction(model).at(places, progress));
    std::vector<ValueRange> ranges = rangesAmong(decision.array() + model.rho, corners);
    widen(ranges, model, corners, places, width);
    return ranges;
}

Expected<std::vector<ValueRange>> changeRanges(const OneClassSvm& first, const OneClassSvm& second,
                                               const CellCorners& corners, double width, Progress& progress)
{
    if (!progress.advance(0))
        return Unexpected(ErrorCode::Cancelled);
    const RowMatrix places = placesOf(corners, width);
    PERIMETER_TRY(const Eigen::VectorXd before, DecisionFunction(first).at(places, progress));
    PERIMETER_TRY(const Eigen::VectorXd after, DecisionFunction(second).at(places, progress));
    std::vector<ValueRange> ranges = rangesAmong(after - before, corners);
    widen(ranges, first, corners, places, width);
    widen(ranges, second, corners, places, width);
    return ranges;
}

std::vector<ValueRange> distanceRanges(const CovarianceModel& model, std::span<const CellPlace> cells, double width)
{
    const Quadratic quadratic{Eigen::Matrix2d(model.precision)};
    std::vector<ValueRange> ranges;
    ranges.reserve(cells.size());
    const auto edges = [width](std::int64_t place, std::int64_t size, double location) {
        const double low = static_cast<double>(place) * width;
        const double high = static_cast<double>(place + size) * width;
        const double rounding = roundedWithin * std::max(std::abs(low), std::abs(high));
        return std::pair(low - rounding - location, high + rounding - location);
    };
    for (const CellPlace& cell : cells) {
        const auto [left, right] = edges(cell.i, cell.size, model.location[0]);
        const auto [bottom, top] = edges(cell.j, cell.size, model.location[1]);
        ranges.push_back(rangeOver(quadratic, left, right, bottom, top));
    }
    return ranges;
}

} // namespace perimeter
