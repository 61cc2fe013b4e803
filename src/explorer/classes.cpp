// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/classes.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace perimeter {

namespace {

Classes counted(std::vector<std::uint8_t> outlier)
{
    Classes classes{.outlier = std::move(outlier)};
    classes.outliers = std::accumulate(classes.outlier.begin(), classes.outlier.end(), Eigen::Index{0});
    classes.inliers = static_cast<Eigen::Index>(classes.outlier.size()) - classes.outliers;
    return classes;
}

/// The points in the cells marked with 1.
std::vector<std::uint32_t> pointsIn(const Binned& binned, const std::vector<std::uint8_t>& marked)
{
    std::vector<std::uint32_t> points;
    for (std::size_t point = 0; point < binned.cellOf.size(); ++point)
        if (marked[binned.cellOf[point]])
            points.push_back(static_cast<std::uint32_t>(point));
    return points;
}

RowMatrix gather(const RowMatrix& all, const std::vector<std::uint32_t>& points)
{
    RowMatrix gathered(static_cast<Eigen::Index>(points.size()), all.cols());
    for (std::size_t i = 0; i < points.size(); ++i)
        gathered.row(static_cast<Eigen::Index>(i)) = all.row(points[i]);
    return gathered;
}

/// The class of every point from the side of its cell; those of crossed cells are inliers as yet.
std::vector<std::uint8_t> spread(const std::vector<CellSide>& sides, const std::vector<std::uint32_t>& cellOf)
{
    std::vector<std::uint8_t> outlier(cellOf.size());
    for (std::size_t point = 0; point < cellOf.size(); ++point)
        outlier[point] = sides[cellOf[point]] == CellSide::Outside ? 1 : 0;
    return outlier;
}

std::vector<std::uint8_t> crossedCells(const std::vector<CellSide>& sides)
{
    std::vector<std::uint8_t> crossed(sides.size());
    std::ranges::transform(sides, crossed.begin(),
                           [](CellSide side) -> std::uint8_t { return side == CellSide::Crossed ? 1 : 0; });
    return crossed;
}

/// The value at a place (0: the largest) if every row had its cell's.
template <typename OfCell>
double descending(const Binned& binned, std::size_t place, OfCell&& ofCell)
{
    std::vector<std::size_t> order(binned.places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, std::greater(), ofCell);
    double passed = 0;
    for (const std::size_t cell : order) {
        passed += binned.cells.counts[static_cast<Eigen::Index>(cell)];
        if (static_cast<double>(place) < passed)
            return ofCell(cell);
    }
    return ofCell(order.back());
}

} // namespace

Classes classesByValues(const OneClassSvm& model, const Eigen::VectorXd& decision)
{
    std::vector<std::uint8_t> outlier;
    outlier.reserve(static_cast<std::size_t>(decision.size()));
    for (const double f : decision)
        outlier.push_back(isOutlier(model, f) ? 1 : 0);
    return counted(std::move(outlier));
}

Classes classesByValues(const CovarianceModel& model, const Eigen::VectorXd& squaredDistances)
{
    std::vector<std::uint8_t> outlier;
    outlier.reserve(static_cast<std::size_t>(squaredDistances.size()));
    for (const double distance : squaredDistances)
        outlier.push_back(isOutlier(model, distance) ? 1 : 0);
    return counted(std::move(outlier));
}

Expected<Classes> classesByCells(const OneClassSvm& model, const Binned& binned, Progress& progress)
{
    ProgressPart bounding(progress, 0, 0.5);
    const Expected<std::vector<CellSide>> sides = cellSides(model, binned.corners, binned.cells.width, bounding);
    if (!sides)
        return sides.unexpected();
    const std::vector<std::uint32_t> crossed = pointsIn(binned, crossedCells(*sides));
    ProgressPart deciding(progress, 0.5, 1);
    const Expected<Eigen::VectorXd> decision =
        decisionFunction(model, gather(binned.scaled->points, crossed), deciding);
    if (!decision)
        return decision.unexpected();
    std::vector<std::uint8_t> outlier = spread(*sides, binned.cellOf);
    for (std::size_t i = 0; i < crossed.size(); ++i)
        outlier[crossed[i]] = isOutlier(model, (*decision)[static_cast<Eigen::Index>(i)]) ? 1 : 0;
    return counted(std::move(outlier));
}

Classes classesByCells(const CovarianceModel& model, const Binned& binned, const std::vector<DistanceRange>& ranges)
{
    std::vector<CellSide> sides(ranges.size());
    std::ranges::transform(ranges, sides.begin(), [&](const DistanceRange& range) {
        return isOutlier(model, range.least)   ? CellSide::Outside
               : !isOutlier(model, range.most) ? CellSide::Inside
                                               : CellSide::Crossed;
    });
    const std::vector<std::uint32_t> crossed = pointsIn(binned, crossedCells(sides));
    const Eigen::VectorXd distances = squaredDistances(model, gather(binned.scaled->points, crossed));
    std::vector<std::uint8_t> outlier = spread(sides, binned.cellOf);
    for (std::size_t i = 0; i < crossed.size(); ++i)
        outlier[crossed[i]] = isOutlier(model, distances[static_cast<Eigen::Index>(i)]) ? 1 : 0;
    return counted(std::move(outlier));
}

double thresholdByCells(const CovarianceModel& model, const Binned& binned, const std::vector<DistanceRange>& ranges,
                        double contamination)
{
    // The percentile is of −d², ascending: the distances at two places counted from the largest.
    const PercentilePlace place = percentilePlace(static_cast<double>(binned.cellOf.size()), contamination);
    const auto first = static_cast<std::size_t>(place.rank);
    const std::size_t second = std::min(first + 1, binned.cellOf.size() - 1);
    const double high = descending(binned, first, [&](std::size_t cell) { return ranges[cell].most; });
    const double low = descending(binned, second, [&](std::size_t cell) { return ranges[cell].least; });
    std::vector<std::uint8_t> near(ranges.size());
    double beyond = 0;
    for (std::size_t cell = 0; cell < ranges.size(); ++cell) {
        near[cell] = ranges[cell].least <= high && ranges[cell].most >= low ? 1 : 0;
        beyond += ranges[cell].least > high ? binned.cells.counts[static_cast<Eigen::Index>(cell)] : 0;
    }
    Eigen::VectorXd distances = squaredDistances(model, gather(binned.scaled->points, pointsIn(binned, near)));
    double* const nth = distances.data() + (first - static_cast<std::size_t>(beyond));
    double* const end = distances.data() + distances.size();
    std::nth_element(distances.data(), nth, end, std::greater());
    if (second == first || place.weight == 0)
        return *nth;
    return -interpolate(-*nth, -*std::max_element(nth + 1, end), place.weight);
}

} // namespace perimeter
