// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/refinement.h"

#include "detectors/rows/stand_ins.h"

#include <algorithm>
#include <cmath>
#include <limits>
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
/// What moments may leave out of f for each row, relative to ρ/νn, and the most rows held where they leave out more.
constexpr double coarse = 2e-6;
constexpr double mostSingles = 2e6;
/// Rows near to the frontier that can be held.
constexpr std::size_t mostNear = 2'000'000;
constexpr double smallest = std::numeric_limits<double>::min();
constexpr double infinite = std::numeric_limits<double>::infinity();

CellSide sideOf(double f, double margin)
{
    return f < -margin ? CellSide::Outside : f > margin ? CellSide::Inside : CellSide::Crossed;
}

/// Bound on the third derivative of k(·, x) along any direction, for places that far from the origin at the most. None
/// is known for the sigmoid kernel, which is not refined.
double thirdDerivative(const Kernel& kernel, double places, double x)
{
    switch (kernel.kind) {
    case KernelKind::Rbf:
        return 1.3802 * std::pow(2 * kernel.gamma, 1.5); // max |(t³ − 3t) exp(−t²/2)|
    case KernelKind::Polynomial: {
        const double d = kernel.degree;
        const double base = kernel.gamma * places * x + std::abs(kernel.coef0);
        return d * (d - 1) * (d - 2) * std::pow(kernel.gamma * x, 3) * std::pow(base, std::max(d - 3, 0.0));
    }
    case KernelKind::Linear:
    case KernelKind::Sigmoid:
        break;
    }
    return 0;
}

Eigen::Map<const RowMatrix> asRows(const std::vector<double>& values)
{
    return {values.data(), static_cast<Eigen::Index>(values.size() / 2), 2};
}

} // namespace

Refinement::Refinement(const Binned& binned, const OneClassSvmOptions& options, OneClassSvm ofCells,
                       std::vector<ValueRange> ranges)
    : m_binned(binned), m_options(options), m_model(std::move(ofCells)), m_ranges(std::move(ranges)),
      m_margin(std::max(firstMargin * std::abs(m_model.rho), smallest))
{
}

double Refinement::uncertainty() const
{
    // A shift of the gradient shifts ρ by as much at the most.
    return 2 * m_leftOut + (m_wrong > 0 ? m_change : 0);
}

void Refinement::findCoarse()
{
    double places = 0;
    double near = 0;
    const std::vector<GridCorner>& corners = m_binned.corners.corners();
    for (std::size_t cell = 0; cell < m_sides.size(); ++cell) {
        for (const std::uint32_t corner : m_binned.corners.of(cell)) {
            const double radius = m_binned.cells.width * std::hypot(static_cast<double>(corners[corner].i),
                                                                    static_cast<double>(corners[corner].j));
            places = std::max(places, radius);
            if (m_sides[cell] == CellSide::Crossed)
                near = std::max(near, radius);
        }
    }
    m_third = thirdDerivative(m_model.kernel, places, near);
    const Cells& cells = m_binned.cells;
    m_coarse.assign(m_sides.size(), 0);
    double most = std::max(coarse * std::abs(m_model.rho) / (m_model.nu * cells.counts.sum()), smallest);
    for (double rows = infinite; rows > mostSingles; most *= 4) {
        rows = 0;
        for (std::size_t cell = 0; cell < m_sides.size(); ++cell) {
            const auto place = static_cast<Eigen::Index>(cell);
            m_coarse[cell] =
                m_sides[cell] != CellSide::Inside &&
                leftOut(cell, cells.means.row(place), cells.scatter.row(place)) > most * cells.counts[place];
            rows += m_coarse[cell] ? cells.counts[place] : 0;
        }
    }
}

Expected<bool> Refinement::run(Progress& progress)
{
    const double rows = m_binned.cells.counts.sum();
    const double outliers = m_model.nu * rows;
    double done = 0;
    for (int fits = 0; fits < mostFits;) {
        ProgressPart looking(progress, done, done + 0.25 * (1 - done));
        if (const Expected<void> looked = look(looking); !looked)
            return looked.unexpected();
        if (m_near.size() / 2 >= mostNear)
            return false;
        if (m_granted && m_wrong == 0)
            return true;
        const SettledRows outside = settled();
        const double certain = outside.alpha.sum();
        const auto near = static_cast<double>(m_near.size() / 2);
        if (certain >= outliers || certain + near <= outliers) {
            m_margin *= widening;
            continue;
        }
        ProgressPart fitting(progress, done + 0.25 * (1 - done), done + 0.5 * (1 - done));
        if (const Expected<void> fitted = fit(outside, fitting); !fitted)
            return fitted.unexpected();
        done += 0.5 * (1 - done);
        ++fits;
    }
    return true;
}

Expected<void> Refinement::look(Progress& progress)
{
    m_sides.clear();
    for (const ValueRange& range : m_ranges) {
        const CellSide least = sideOf(range.least - m_model.rho, m_margin);
        m_sides.push_back(least == sideOf(range.most - m_model.rho, m_margin) ? least : CellSide::Crossed);
    }
    findCoarse();
    m_wrong = m_change = 0;
    m_near.clear();
    m_singles.clear();
    m_parts.assign(m_sides.size(), {});
    std::vector<std::uint8_t> wanted(m_sides.size(), 0);
    for (std::size_t cell = 0; cell < m_sides.size(); ++cell) {
        const CellSide before = m_granted ? m_granted->sides[cell] : m_sides[cell];
        wanted[cell] = m_sides[cell] == CellSide::Crossed || before == CellSide::Crossed || m_coarse[cell];
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
        if (m_near.size() / 2 < mostNear)
            m_near.insert(m_near.end(), {row[0], row[1]});
    } else if (side == CellSide::Outside && m_coarse[cell]) {
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
    const CellSide granted =
        m_granted->sides[cell] == CellSide::Crossed ? sideOf(before, m_granted->margin) : m_granted->sides[cell];
    const double room = indifferent * std::abs(m_model.rho);
    if ((granted == CellSide::Outside && now > room) || (granted == CellSide::Inside && now < -room))
        ++m_wrong;
    m_change = std::max(m_change, std::abs(now - before));
}

double Refinement::leftOut(std::size_t cell, const Eigen::RowVector2d& mean, const Eigen::RowVector3d& scatter) const
{
    // |R₃| ≤ Σ|d|³·max|D³k|/6, and no row of the cell is farther from the mean than its farthest corner.
    const CellPlace& place = m_binned.places[cell];
    const double width = m_binned.cells.width;
    double farthest = 0;
    for (const std::int64_t i : {place.i, place.i + place.size})
        for (const std::int64_t j : {place.j, place.j + place.size})
            farthest = std::max(farthest, std::hypot(static_cast<double>(i) * width - mean[0],
                                                     static_cast<double>(j) * width - mean[1]));
    return (scatter[0] + scatter[2]) * farthest * m_third / 6;
}

SettledRows Refinement::settled()
{
    StandIns outside;
    m_leftOut = 0;
    const auto add = [&](std::size_t cell, double count, const Eigen::RowVector2d& mean,
                         const Eigen::RowVector3d& scatter) {
        outside.add(count, mean, scatter);
        m_leftOut += leftOut(cell, mean, scatter);
    };
    for (std::size_t cell = 0; cell < m_sides.size(); ++cell) {
        const auto place = static_cast<Eigen::Index>(cell);
        const Eigen::RowVector2d mean = m_binned.cells.means.row(place);
        const Part& part = m_parts[cell];
        if (m_sides[cell] == CellSide::Outside && !m_coarse[cell])
            add(cell, m_binned.cells.counts[place], mean, m_binned.cells.scatter.row(place));
        if (part.count == 0)
            continue;
        const Eigen::RowVector2d shift = part.sum / part.count;
        const Eigen::RowVector3d ofMean(shift[0] * shift[0], shift[0] * shift[1], shift[1] * shift[1]);
        add(cell, part.count, mean + shift, part.products - part.count * ofMean);
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
    Expected<std::vector<ValueRange>> ranges = sumRanges(m_model, m_binned.corners, m_binned.cells.width, bounding);
    if (!ranges)
        return ranges.unexpected();
    m_ranges = std::move(*ranges);
    return {};
}

} // namespace perimeter
