// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/refinement/refinement.h"

#include "detectors/rows/rounding.h"
#include "detectors/rows/stand_ins.h"
#include "explorer/stages/refinement/cell_refit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace perimeter {

namespace {

/// How near to the frontier of the cells rows get an α of their own, relative to ρ, to begin with, and how much nearer
/// from fit to fit where f hardly changes.
constexpr double firstMargin = 1e-3;
constexpr double narrowing = 0.125;
constexpr double narrowingOfGroups = 1.0 / 64;
/// Of the change of f by a fit, which the next one falls far short of.
constexpr double marginPerChange = 0.25;
constexpr double widening = 4;
/// f within this, relative to ρ, decides nothing: rounding.
constexpr double indifferent = 1e-9;
constexpr int mostLooks = 20;
constexpr int mostFits = 12; ///< between two looks
/// What moments may leave out of f for each row, relative to ρ/νn.
constexpr double coarse = 2e-6;
/// Rows within the margin that can be held, and of these as many as one fit takes in where they can be told apart.
constexpr std::size_t mostNear = 12'000'000;
constexpr std::size_t mostFitted = 120'000;
/// The same where that was too few.
constexpr std::size_t mostFittedWhereFlat = 960'000;
/// Rows of wide cells beyond the margin that can be held.
constexpr std::size_t mostFar = 2'000'000;
constexpr double smallest = std::numeric_limits<double>::min();

RowMatrix pointsOf(const std::vector<NearRow>& rows)
{
    RowMatrix points(static_cast<Eigen::Index>(rows.size()), 2);
    for (std::size_t row = 0; row < rows.size(); ++row)
        points.row(static_cast<Eigen::Index>(row)) = rows[row].row;
    return points;
}

} // namespace

Refinement::Refinement(const Binned& binned, const OneClassSvmOptions& options, OneClassSvm ofCells,
                       std::vector<ValueRange> ranges)
    : m_binned(binned), m_options(options), m_model(std::move(ofCells)), m_ranges(std::move(ranges)),
      m_outliers(outlierMass(m_model.nu, m_binned.cells.counts.sum())),
      m_margin(std::max(firstMargin * std::abs(m_model.rho), smallest))
{
}

double Refinement::uncertainty() const
{
    // A shift of the gradient shifts ρ by as much at the most.
    return 2 * m_leftOut + (m_wrong > 0 ? m_change : 0);
}

Expected<bool> Refinement::run(Progress& progress)
{
    ProgressPart preparing(progress, 0, 0.1);
    PERIMETER_CHECK(refitCells(m_binned, m_options, m_model, m_ranges, preparing));
    double done = 0.1;
    for (int looks = 0; looks < mostLooks; ++looks) {
        ProgressPart looking(progress, done, done + 0.25 * (1 - done));
        PERIMETER_CHECK(look(looking));
        if (m_near.size() > mostNear)
            return false;
        if (m_granted && m_wrong == 0)
            return true;
        const double certain = settled(m_outside).alpha.sum();
        if (certain >= m_outliers || certain + static_cast<double>(m_near.size()) <= m_outliers) {
            m_margin *= widening;
            continue;
        }
        ProgressPart fitting(progress, done + 0.25 * (1 - done), done + 0.5 * (1 - done));
        PERIMETER_CHECK(fitNear(fitting));
        done += 0.5 * (1 - done);
        ProgressPart proving(progress, done, done + 0.1 * (1 - done));
        done += 0.1 * (1 - done);
        PERIMETER_TRY(const bool proven, isProven(proving));
        if (proven) {
            m_wrong = 0;
            return true;
        }
    }
    return m_granted.has_value();
}

Expected<void> Refinement::bound(Progress& progress)
{
    PERIMETER_TRY(std::vector<ValueRange> ranges, sumRanges(m_model, m_binned.corners, m_binned.cells.width, progress));
    m_ranges = std::move(ranges);
    return {};
}

Expected<void> Refinement::look(Progress& progress)
{
    m_sides.clear();
    for (const ValueRange& range : m_ranges)
        m_sides.push_back(sideOf(range, m_model.rho, m_margin));
    m_error.emplace(m_binned, m_model.kernel, m_sides);
    m_coarse = m_error->coarseCells(m_sides, std::max(coarse * std::abs(m_model.rho) / m_outliers, smallest));
    m_wrong = m_unsettled;
    m_change = 0;
    m_near.clear();
    m_far.clear();
    m_outside = {.parts = std::vector<Part>(m_sides.size()), .singles = {}};
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
    PERIMETER_TRY(const Eigen::VectorXd f, decisionFunction(m_model, block.points, progress));
    for (std::size_t row = 0; row < block.cells.size(); ++row) {
        const auto place = static_cast<Eigen::Index>(row);
        sort(block.cells[row], block.points.row(place), (f)[place]);
    }
    if (!m_granted)
        return {};
    PERIMETER_TRY(const Eigen::VectorXd before, decisionFunction(m_granted->model, block.points, progress));
    for (std::size_t row = 0; row < block.cells.size(); ++row)
        judge(block.cells[row], (before)[static_cast<Eigen::Index>(row)], (f)[static_cast<Eigen::Index>(row)]);
    return {};
}

void Refinement::sort(std::uint32_t cell, const Eigen::RowVector2d& row, double f)
{
    const CellSide side = m_sides[cell] == CellSide::Crossed ? sideOf(f, m_margin) : m_sides[cell];
    if (side == CellSide::Outside)
        add(m_outside, cell, row);
    else if (side == CellSide::Crossed && m_near.size() <= mostNear)
        m_near.push_back({row, f, cell});
    if (side != CellSide::Crossed && isWide(cell) && m_far.size() <= mostFar)
        m_far.push_back({row, f, cell});
}

bool Refinement::isWide(std::size_t cell) const
{
    return m_binned.places[cell].size > 1;
}

Expected<bool> Refinement::isProven(Progress& progress) const
{
    if (!m_granted || m_unsettled > 0)
        return false;
    const double margin = m_granted->margin;
    PERIMETER_TRY(const std::vector<ValueRange> changes,
                  changeRanges(m_granted->model, m_model, m_binned.corners, m_binned.cells.width, progress));
    for (std::size_t cell = 0; cell < changes.size(); ++cell) {
        const ValueRange& change = (changes)[cell];
        const CellSide granted = m_granted->sides[cell];
        const bool isLookedAt = granted == CellSide::Crossed && isWide(cell) && m_far.size() <= mostFar;
        const bool stays = granted != CellSide::Crossed && sideOf(m_ranges[cell], m_model.rho, 0) == granted;
        if (!isLookedAt && !stays && std::max(-change.least, change.most) >= margin)
            return false;
    }
    PERIMETER_TRY(const Eigen::VectorXd now, decisionFunction(m_model, pointsOf(m_far), progress));
    for (std::size_t row = 0; row < m_far.size(); ++row)
        if (isOtherSide(m_far[row].f, (now)[static_cast<Eigen::Index>(row)], margin))
            return false;
    return true;
}

bool Refinement::isOtherSide(double before, double now, double margin) const
{
    const double room = indifferent * std::abs(m_model.rho);
    return (before < -margin && now > room) || (before > margin && now < -room);
}

void Refinement::add(Outside& outside, std::uint32_t cell, const Eigen::RowVector2d& row) const
{
    if (m_coarse[cell]) {
        outside.singles.insert(outside.singles.end(), {row[0], row[1]});
    } else if (m_sides[cell] == CellSide::Crossed) {
        const Eigen::RowVector2d off = row - m_binned.cells.means.row(cell);
        Part& part = outside.parts[cell];
        ++part.count;
        part.sum += off;
        part.products += Eigen::RowVector3d(off[0] * off[0], off[0] * off[1], off[1] * off[1]);
    }
}

void Refinement::judge(std::uint32_t cell, double before, double now)
{
    // Rows within the margin were looked at by fitNear().
    const CellSide granted =
        m_granted->sides[cell] == CellSide::Crossed ? sideOf(before, m_granted->margin) : m_granted->sides[cell];
    const double room = indifferent * std::abs(m_model.rho);
    if ((granted == CellSide::Outside && now > room) || (granted == CellSide::Inside && now < -room))
        ++m_wrong;
    m_change = std::max(m_change, std::abs(now - before));
}

SettledRows Refinement::settled(const Outside& outside)
{
    StandIns standIns;
    m_leftOut = 0;
    const auto add = [&](std::size_t cell, double count, const Eigen::RowVector2d& mean,
                         const Eigen::RowVector3d& scatter) {
        standIns.add(count, mean, scatter);
        m_leftOut += m_error->of(cell, mean, scatter);
    };
    for (std::size_t cell = 0; cell < m_sides.size(); ++cell) {
        const auto place = static_cast<Eigen::Index>(cell);
        const Eigen::RowVector2d mean = m_binned.cells.means.row(place);
        const Part& part = outside.parts[cell];
        if (m_sides[cell] == CellSide::Outside && !m_coarse[cell])
            add(cell, m_binned.cells.counts[place], mean, m_binned.cells.scatter.row(place));
        if (part.count == 0)
            continue;
        const Eigen::RowVector2d shift = part.sum / part.count;
        const Eigen::RowVector3d ofMean(shift[0] * shift[0], shift[0] * shift[1], shift[1] * shift[1]);
        add(cell, part.count, mean + shift, part.products - part.count * ofMean);
    }
    for (std::size_t at = 0; at < outside.singles.size(); at += 2)
        standIns.add(Eigen::RowVector2d(outside.singles[at], outside.singles[at + 1]));
    return {standIns.points(), standIns.counts()};
}

Expected<void> Refinement::fitNear(Progress& progress)
{
    m_granted = Granted{m_model, m_sides, m_margin};
    double margin = m_near.size() > mostFitted ? m_margin : std::min(m_margin, firstMargin * std::abs(m_model.rho));
    double changes = 0;
    double done = 0;
    bool isTrusted = false;
    std::size_t most = mostFitted;
    m_unsettled = 1;
    for (int fits = 0; fits < mostFits && m_unsettled > 0; ++fits) {
        ProgressPart fitting(progress, done, done + 0.3 * (1 - done));
        PERIMETER_TRY(const std::optional<NearFit> fitted, fitWithin(margin, most, fitting));
        if (!fitted) {
            margin = std::min(widening * margin, m_margin);
            continue;
        }
        done += 0.3 * (1 - done);
        const NearFit& fit = *fitted;
        // f that changes by more than the margin says that too much was taken for granted.
        if (fit.change > margin && (margin < m_margin || !isTrusted)) {
            divideAgain(fit);
            if (!isTrusted)
                m_model = m_granted->model;
            if (margin >= m_margin)
                break;
            // Where f is flat, the fit before was farther off than it changed f by; this one is a start for the next.
            changes += isTrusted ? fit.change : 0;
            most = isTrusted ? mostFittedWhereFlat : most;
            margin = std::min(widening * (isTrusted ? fit.change : margin), m_margin);
            continue;
        }
        isTrusted = true;
        m_unsettled += fit.isSingle ? 0 : 1;
        changes += fit.change;
        margin = std::max((fit.isSingle ? narrowing : narrowingOfGroups) * margin, marginPerChange * fit.change);
    }
    if (!isTrusted) {
        m_granted.reset();
        m_unsettled = 0;
        m_margin *= widening;
        return {};
    }
    m_margin = std::max(narrowing * m_margin, marginPerChange * changes);
    ProgressPart bounding(progress, done, 1);
    return bound(bounding);
}

Expected<std::optional<Refinement::NearFit>> Refinement::fitWithin(double margin, std::size_t most, Progress& progress)
{
    const Divided divided = divide(margin);
    const double known = divided.outside.alpha.sum();
    if (known >= m_outliers || known + static_cast<double>(divided.near.size()) <= m_outliers)
        return std::optional<NearFit>();
    const FittedPoints points = fittedPoints(divided.near, most, m_binned.cells.width);
    PERIMETER_TRY(OneClassSvm better, refineOneClassSvm(m_model, divided.outside, points.points, points.weights,
                                                        m_binned.cells.counts.sum(), m_options, progress));
    m_model = std::move(better);
    NearFit fit{.isSingle = points.isSingle(), .before = std::vector<double>(m_near.size())};
    std::ranges::transform(m_near, fit.before.begin(), &NearRow::f);
    PERIMETER_TRY(const double change, update(margin, progress));
    fit.change = change;
    return std::optional(std::move(fit));
}

void Refinement::divideAgain(const NearFit& fit)
{
    for (std::size_t row = 0; row < m_near.size(); ++row)
        m_near[row].f = fit.before[row];
    m_unsettled = 1;
}

Refinement::Divided Refinement::divide(double margin)
{
    Outside outside = m_outside;
    std::vector<NearRow> near;
    for (const NearRow& row : m_near) {
        if (std::abs(row.f) <= margin)
            near.push_back(row);
        else if (row.f < 0)
            add(outside, row.cell, row.row);
    }
    return {settled(outside), std::move(near)};
}

Expected<double> Refinement::update(double margin, Progress& progress)
{
    PERIMETER_TRY(const Eigen::VectorXd f, decisionFunction(m_model, pointsOf(m_near), progress));
    double change = 0;
    m_unsettled = 0;
    for (std::size_t row = 0; row < m_near.size(); ++row) {
        const double now = (f)[static_cast<Eigen::Index>(row)];
        const double before = std::exchange(m_near[row].f, now);
        m_unsettled += isOtherSide(before, now, margin) ? 1 : 0;
        change = std::max(change, std::abs(now - before));
    }
    return change;
}

} // namespace perimeter
