// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/conclusion.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace perimeter {

namespace {

/// Distances this much nearer to a border of the bracket than rounding tells apart count as within.
constexpr double bracketMargin = 1e-11;

Classes counted(std::vector<std::uint8_t> outlier)
{
    Classes classes{.outlier = std::move(outlier), .sides = {}};
    classes.outliers = std::accumulate(classes.outlier.begin(), classes.outlier.end(), Eigen::Index{0});
    classes.inliers = static_cast<Eigen::Index>(classes.outlier.size()) - classes.outliers;
    return classes;
}

/// The value at a place (0: the largest) if every row had its cell's.
template <typename OfCell>
double descending(const Cells& cells, double place, OfCell&& ofCell)
{
    std::vector<std::size_t> order(static_cast<std::size_t>(cells.counts.size()));
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, std::greater(), ofCell);
    double passed = 0;
    for (const std::size_t cell : order) {
        passed += cells.counts[static_cast<Eigen::Index>(cell)];
        if (place < passed)
            return ofCell(cell);
    }
    return ofCell(order.back());
}

} // namespace

Conclusion::Conclusion(const Lesson& lesson, const Learned& learned, double contamination)
    : m_binned(*lesson.binned), m_learned(learned), m_wanted(m_binned.places.size(), 0),
      m_outlier(static_cast<std::size_t>(m_binned.drawn->points.rows()), 0)
{
    if (const OneClassSvm* const svm = std::get_if<OneClassSvm>(&learned.model))
        decideBySides(*svm);
    else
        decideByRanges(contamination);
    for (std::size_t cell = 0; cell < m_sides.size(); ++cell)
        m_wanted[cell] = m_sides[cell] == CellSide::Crossed ? 1 : 0;
    for (std::size_t point = 0; point < m_binned.cellOf.size(); ++point)
        m_outlier[point] = m_sides[m_binned.cellOf[point]] == CellSide::Outside ? 1 : 0;
}

void Conclusion::decideBySides(const OneClassSvm& model)
{
    m_sides = model.frontier ? m_learned.sides : std::vector<CellSide>(m_binned.places.size(), CellSide::Inside);
    for (std::size_t cell = 0; cell < m_sides.size(); ++cell)
        if (m_sides[cell] == CellSide::Outside)
            markOutside(cell);
}

void Conclusion::decideByRanges(double contamination)
{
    // The percentile is of −d², ascending: the distances at two places counted from the largest.
    const std::vector<DistanceRange>& ranges = m_learned.ranges;
    const double rows = m_binned.cells.counts.sum();
    m_place = percentilePlace(rows, contamination);
    const double second = std::min(m_place.rank + 1, rows - 1);
    m_high = descending(m_binned.cells, m_place.rank, [&](std::size_t cell) { return ranges[cell].most; });
    m_low = descending(m_binned.cells, second, [&](std::size_t cell) { return ranges[cell].least; });
    m_high *= 1 + bracketMargin;
    m_low *= 1 - bracketMargin;
    m_sides.resize(ranges.size());
    for (std::size_t cell = 0; cell < ranges.size(); ++cell) {
        m_sides[cell] = ranges[cell].least > m_high ? CellSide::Outside
                        : ranges[cell].most < m_low ? CellSide::Inside
                                                    : CellSide::Crossed;
        if (m_sides[cell] == CellSide::Outside)
            markOutside(cell);
    }
    m_beyond = m_outliers;
}

void Conclusion::markOutside(std::size_t cell)
{
    m_outliers += m_binned.cells.counts[static_cast<Eigen::Index>(cell)];
    if (!m_binned.isHeld())
        m_outlier[cell] = 1;
}

void Conclusion::mark(std::uint32_t drawn)
{
    m_outlier[drawn] = 1;
    ++m_outliers;
}

RowBlock Conclusion::wantedOf(const RowBlock& block) const
{
    RowBlock wanted;
    std::vector<Eigen::Index> rows;
    for (std::size_t row = 0; row < block.cells.size(); ++row) {
        if (!m_wanted[block.cells[row]])
            continue;
        rows.push_back(static_cast<Eigen::Index>(row));
        wanted.drawn.push_back(block.drawn[row]);
    }
    wanted.points.resize(static_cast<Eigen::Index>(rows.size()), block.points.cols());
    for (std::size_t row = 0; row < rows.size(); ++row)
        wanted.points.row(static_cast<Eigen::Index>(row)) = block.points.row(rows[row]);
    return wanted;
}

Expected<void> Conclusion::take(const RowBlock& block, Progress& progress)
{
    const RowBlock rows = wantedOf(block);
    if (const OneClassSvm* const svm = std::get_if<OneClassSvm>(&m_learned.model)) {
        const Expected<Eigen::VectorXd> decision = decisionFunction(*svm, rows.points, progress);
        if (!decision)
            return decision.unexpected();
        for (std::size_t row = 0; row < rows.drawn.size(); ++row)
            if (isOutlier(*svm, (*decision)[static_cast<Eigen::Index>(row)]))
                mark(rows.drawn[row]);
        return {};
    }
    const Eigen::VectorXd distances = squaredDistances(*m_learned.covariance(), rows.points);
    for (std::size_t row = 0; row < rows.drawn.size(); ++row) {
        const double distance = distances[static_cast<Eigen::Index>(row)];
        if (distance > m_high) {
            mark(rows.drawn[row]);
            ++m_beyond;
        } else if (distance >= m_low) {
            m_near.push_back({distance, rows.drawn[row]});
        }
    }
    return {};
}

double Conclusion::threshold()
{
    const auto nth = m_near.begin() + static_cast<std::ptrdiff_t>(m_place.rank - m_beyond);
    std::ranges::nth_element(m_near, nth, std::greater(), &Near::squaredDistance);
    if (m_place.weight == 0 || nth + 1 == m_near.end())
        return nth->squaredDistance;
    const auto next = std::ranges::max_element(nth + 1, m_near.end(), {}, &Near::squaredDistance);
    return -interpolate(-nth->squaredDistance, -next->squaredDistance, m_place.weight);
}

void Conclusion::finish(DetectorFit& fit)
{
    if (fit.svm() && !fit.svm()->frontier)
        return;
    if (!fit.svm()) {
        CovarianceModel& model =
            fit.robust() ? std::get<RobustCovariance>(fit.model).model : std::get<CovarianceModel>(fit.model);
        model.threshold = threshold();
        for (const Near& near : m_near)
            if (isOutlier(model, near.squaredDistance))
                mark(near.drawn);
        if (fit.robust() && fit.robust()->exactFit)
            return;
    }
    const double rows = m_binned.cells.counts.sum();
    fit.classes = Classes{.outlier = std::move(m_outlier),
                          .sides = m_binned.isHeld() ? std::vector<CellSide>() : std::move(m_sides),
                          .outliers = static_cast<Eigen::Index>(m_outliers),
                          .inliers = static_cast<Eigen::Index>(rows - m_outliers)};
}

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

} // namespace perimeter
