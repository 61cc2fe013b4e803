// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/refinement.h"

#include "detectors/rows/stand_ins.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace perimeter {

namespace {

/// How near to the frontier of the cells rows get an α of their own, relative to ρ, and how much nearer from fit to fit
/// where f hardly changes.
constexpr double firstMargin = 1e-3;
constexpr double narrowing = 0.125;
/// Of the change of f by a fit, which the next one falls far short of.
constexpr double marginPerChange = 0.25;
constexpr double widening = 4;
/// f within this, relative to ρ, decides nothing: rounding.
constexpr double indifferent = 1e-9;
constexpr int mostFits = 20;

CellSide sideOf(double f, double margin)
{
    return f < -margin ? CellSide::Outside : f > margin ? CellSide::Inside : CellSide::Crossed;
}

Eigen::Map<const RowMatrix> asRows(const std::vector<double>& values)
{
    return {values.data(), static_cast<Eigen::Index>(values.size() / 2), 2};
}

} // namespace

Refinement::Refinement(const Binned& binned, const OneClassSvmOptions& options, OneClassSvm ofCells,
                       std::vector<ValueRange> ranges)
    : m_binned(binned), m_options(options), m_model(std::move(ofCells)), m_ranges(std::move(ranges)),
      m_margin(firstMargin * std::abs(m_model.rho))
{
}

bool Refinement::isCoarse(std::size_t cell) const
{
    return m_binned.places[cell].size > 1;
}

Expected<void> Refinement::run(Progress& progress)
{
    const double rows = m_binned.cells.counts.sum();
    const double outliers = m_model.nu * rows;
    double done = 0;
    for (int fits = 0; fits < mostFits;) {
        ProgressPart looking(progress, done, done + 0.25 * (1 - done));
        if (const Expected<void> looked = look(looking); !looked)
            return looked;
        if (m_granted && m_wrong == 0)
            return {};
        const SettledRows outside = settled();
        const double certain = outside.alpha.sum();
        const auto near = static_cast<double>(m_near.size() / 2);
        if (certain >= outliers || certain + near <= outliers) {
            m_margin *= widening;
            continue;
        }
        ProgressPart fitting(progress, done + 0.25 * (1 - done), done + 0.5 * (1 - done));
        if (const Expected<void> fitted = fit(outside, fitting); !fitted)
            return fitted;
        done += 0.5 * (1 - done);
        ++fits;
    }
    return {};
}

Expected<void> Refinement::look(Progress& progress)
{
    m_sides.clear();
    for (const ValueRange& range : m_ranges) {
        const CellSide least = sideOf(range.least - m_model.rho, m_margin);
        m_sides.push_back(least == sideOf(range.most - m_model.rho, m_margin) ? least : CellSide::Crossed);
    }
    m_wrong = m_change = 0;
    m_near.clear();
    m_singles.clear();
    m_parts.assign(m_sides.size(), {});
    std::vector<std::uint8_t> wanted(m_sides.size(), 0);
    for (std::size_t cell = 0; cell < m_sides.size(); ++cell) {
        const CellSide before = m_granted ? m_granted->sides[cell] : m_sides[cell];
        wanted[cell] = m_sides[cell] == CellSide::Crossed || before == CellSide::Crossed ||
                       (m_sides[cell] == CellSide::Outside && isCoarse(cell));
        if (!wanted[cell] && before != m_sides[cell])
            m_wrong += m_binned.cells.counts[static_cast<Eigen::Index>(cell)];
    }
    return visitRows(m_binned, wanted, progress, [&](const RowBlock& block) { return take(block, progress); });
}

Expected<void> Refinement::take(const RowBlock& block, Progress& progress)
{
    const Expected<Eigen::VectorXd> f = decisionFunction(m_model, block.points, progress);
    if (!f)
        return f.unexpected();
    for (std::size_t row = 0; row < block.cells.size(); ++row) {
        const auto place = static_cast<Eigen::Index>(row);
        sort(block.cells[row], block.points.row(place), (*f)[place]);
    }
    if (!m_granted)
        return {};
    const Expected<Eigen::VectorXd> before = decisionFunction(m_granted->model, block.points, progress);
    if (!before)
        return before.unexpected();
    for (std::size_t row = 0; row < block.cells.size(); ++row)
        judge(block.cells[row], (*before)[static_cast<Eigen::Index>(row)], (*f)[static_cast<Eigen::Index>(row)]);
    return {};
}

void Refinement::sort(std::uint32_t cell, const Eigen::RowVector2d& row, double f)
{
    const bool isDivided = m_sides[cell] == CellSide::Crossed;
    const CellSide side = isDivided ? sideOf(f, m_margin) : m_sides[cell];
    if (side == CellSide::Crossed) {
        m_near.insert(m_near.end(), {row[0], row[1]});
    } else if (side == CellSide::Outside && isCoarse(cell)) {
        m_singles.insert(m_singles.end(), {row[0], row[1]});
    } else if (side == CellSide::Outside && isDivided) {
        const Eigen::RowVector2d off = row - m_binned.cells.means.row(cell);
        Part& part = m_parts[cell];
        ++part.count;
        part.sum += off;
        part.products += Eigen::RowVector3d(off[0] * off[0], off[0] * off[1], off[1] * off[1]);
    }
}

void Refinement::judge(std::uint32_t cell, double before, double now)
{
    const CellSide granted = m_granted->sides[cell] == CellSide::Crossed ? sideOf(before, m_granted->margin)
                                                                         : m_granted->sides[cell];
    const double room = indifferent * std::abs(m_model.rho);
    if ((granted == CellSide::Outside && now > room) || (granted == CellSide::Inside && now < -room))
        ++m_wrong;
    m_change = std::max(m_change, std::abs(now - before));
}

SettledRows Refinement::settled() const
{
    StandIns outside;
    for (std::size_t cell = 0; cell < m_sides.size(); ++cell) {
        const auto place = static_cast<Eigen::Index>(cell);
        const Eigen::RowVector2d mean = m_binned.cells.means.row(place);
        const Part& part = m_parts[cell];
        if (m_sides[cell] == CellSide::Outside && !isCoarse(cell))
            outside.add(m_binned.cells.counts[place], mean, m_binned.cells.scatter.row(place));
        if (part.count == 0)
            continue;
        const Eigen::RowVector2d shift = part.sum / part.count;
        const Eigen::RowVector3d ofMean(shift[0] * shift[0], shift[0] * shift[1], shift[1] * shift[1]);
        outside.add(part.count, mean + shift, part.products - part.count * ofMean);
    }
    for (std::size_t at = 0; at < m_singles.size(); at += 2)
        outside.add(Eigen::RowVector2d(m_singles[at], m_singles[at + 1]));
    return {outside.points(), outside.counts()};
}

Expected<void> Refinement::fit(const SettledRows& settled, Progress& progress)
{
    ProgressPart learning(progress, 0, 0.8);
    Expected<OneClassSvm> better =
        refineOneClassSvm(m_model, settled, asRows(m_near), m_binned.cells.counts.sum(), m_options, learning);
    if (!better)
        return better.unexpected();
    m_granted = Granted{std::exchange(m_model, std::move(*better)), m_sides, m_margin};
    m_margin = std::max(narrowing * m_margin, marginPerChange * m_change);
    ProgressPart bounding(progress, 0.8, 1);
    Expected<std::vector<ValueRange>> ranges =
        sumRanges(m_model, m_binned.corners, m_binned.cells.width, bounding);
    if (!ranges)
        return ranges.unexpected();
    m_ranges = std::move(*ranges);
    return {};
}

} // namespace perimeter
