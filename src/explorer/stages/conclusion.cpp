// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/conclusion.h"

#include "detectors/rows/rounding.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace perimeter {

namespace {

/// The bracket about the level is this much wider than it needs to be, relatively, so that rounding decides nothing.
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

Conclusion::Conclusion(const TrainingPoints& training, const Learned& learned, double contamination)
    : m_binned(*training.binned), m_learned(learned), m_ranges(learned.ranges), m_wanted(m_binned.places.size(), 0),
      m_sides(m_binned.places.size(), CellSide::Inside),
      m_outlier(static_cast<std::size_t>(m_binned.drawn->points.rows()), 0)
{
    const double rows = m_binned.cells.counts.sum();
    const OneClassSvm* const svm = std::get_if<OneClassSvm>(&learned.model);
    if (!svm) {
        // The percentile is of −d², ascending.
        m_place = percentilePlace(rows, contamination);
        bracket(m_place.rank, std::min(m_place.rank + 1, rows - 1), std::nullopt);
    } else if (svm->frontier) {
        m_sum = *svm;
        m_sum->rho = 0;
        for (ValueRange& range : m_ranges)
            range = {-range.most, -range.least};
        m_place = {std::min(std::floor(outlierMass(svm->nu, rows)), rows - 1), 0};
        const double room = learned.uncertainty + svm->tau;
        bracket(m_place.rank, m_place.rank, ValueRange{-svm->rho - room, -svm->rho + room});
    } else {
        return;
    }
    decideCells();
}

/// The level lies between the farness at two places, counted from the farthest row, or within `level`.
void Conclusion::bracket(double rank, double second, std::optional<ValueRange> level)
{
    m_high = descending(m_binned.cells, rank, [&](std::size_t cell) { return m_ranges[cell].most; });
    m_low = descending(m_binned.cells, second, [&](std::size_t cell) { return m_ranges[cell].least; });
    if (level) {
        m_high = std::max(m_high, level->most);
        m_low = std::min(m_low, level->least);
    }
    m_high += bracketMargin * std::abs(m_high);
    m_low -= bracketMargin * std::abs(m_low);
}

void Conclusion::decideCells()
{
    for (std::size_t cell = 0; cell < m_ranges.size(); ++cell) {
        if (m_ranges[cell].least > m_high) {
            m_sides[cell] = CellSide::Outside;
            m_beyond += m_binned.cells.counts[static_cast<Eigen::Index>(cell)];
            if (!m_binned.isHeld())
                m_outlier[cell] = 1;
        } else if (m_ranges[cell].most >= m_low) {
            m_sides[cell] = CellSide::Crossed;
            m_wanted[cell] = 1;
        }
    }
    m_outliers = m_beyond;
    for (std::size_t point = 0; point < m_binned.cellOf.size(); ++point)
        m_outlier[point] = m_sides[m_binned.cellOf[point]] == CellSide::Outside ? 1 : 0;
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

Expected<Eigen::VectorXd> Conclusion::farnessOf(const RowMatrix& points, Progress& progress) const
{
    if (!m_sum)
        return squaredDistances(*m_learned.covariance(), points);
    PERIMETER_TRY(Eigen::VectorXd sums, decisionFunction(*m_sum, points, progress));
    return Eigen::VectorXd(-sums);
}

Expected<void> Conclusion::take(const RowBlock& block, Progress& progress)
{
    const RowBlock rows = wantedOf(block);
    PERIMETER_TRY(const Eigen::VectorXd farness, farnessOf(rows.points, progress));
    for (std::size_t row = 0; row < rows.drawn.size(); ++row) {
        const double far = (farness)[static_cast<Eigen::Index>(row)];
        if (far > m_high) {
            mark(rows.drawn[row]);
            ++m_beyond;
        } else if (far >= m_low) {
            m_near.push_back({far, rows.drawn[row]});
        }
    }
    return {};
}

std::vector<Conclusion::Near>::iterator Conclusion::nthFarthest(double rank)
{
    const auto nth = m_near.begin() + static_cast<std::ptrdiff_t>(rank - m_beyond);
    std::ranges::nth_element(m_near, nth, std::greater(), &Near::farness);
    return nth;
}

void Conclusion::placeThreshold(CovarianceModel& model)
{
    if (m_near.empty())
        return;
    const auto nth = nthFarthest(m_place.rank);
    model.threshold = nth->farness;
    if (m_place.weight > 0 && nth + 1 != m_near.end()) {
        const auto next = std::ranges::max_element(nth + 1, m_near.end(), {}, &Near::farness);
        model.threshold = -interpolate(-nth->farness, -next->farness, m_place.weight);
    }
    for (const Near& near : m_near)
        if (isOutlier(model, near.farness))
            mark(near.drawn);
}

/// Rows of a cell whose mean is on the frontier lie on both sides of it, and would be outliers beyond νn.
void Conclusion::placeRho(OneClassSvm& model)
{
    if (m_near.empty())
        return;
    const double rows = m_binned.cells.counts.sum();
    const double sum = -nthFarthest(m_place.rank)->farness;
    if (model.nu * rows < rows && isOutlier(model, sum - model.rho))
        model.rho = sum;
    for (const Near& near : m_near) {
        const double f = -near.farness - model.rho;
        if (isOutlier(model, f))
            mark(near.drawn);
        if (std::abs(f) <= m_learned.uncertainty)
            ++m_mayDiffer;
    }
}

void Conclusion::finish(DetectorFit& fit)
{
    if (OneClassSvm* const svm = std::get_if<OneClassSvm>(&fit.model)) {
        if (!svm->frontier)
            return;
        placeRho(*svm);
    } else {
        placeThreshold(fit.robust() ? std::get<RobustCovariance>(fit.model).model
                                    : std::get<CovarianceModel>(fit.model));
        if (fit.robust() && fit.robust()->exactFit)
            return;
    }
    const double rows = m_binned.cells.counts.sum();
    fit.classes = Classes{.outlier = std::move(m_outlier),
                          .sides = m_binned.isHeld() ? std::vector<CellSide>() : std::move(m_sides),
                          .outliers = static_cast<Eigen::Index>(m_outliers),
                          .inliers = static_cast<Eigen::Index>(rows - m_outliers),
                          .mayDiffer = static_cast<Eigen::Index>(m_mayDiffer)};
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
