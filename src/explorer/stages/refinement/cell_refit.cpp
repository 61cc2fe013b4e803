// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/refinement/cell_refit.h"

#include "detectors/rows/rounding.h"
#include "detectors/rows/stand_ins.h"
#include "explorer/stages/refinement/near_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace perimeter {

namespace {

/// How near to the frontier cells are fitted again, relative to ρ, and where that was too little.
constexpr double marginOfCells = 3e-2;
constexpr double wideningOfCells = 4;
constexpr int mostFitsOfCells = 6;
/// Of that margin, where rows are spread over their squares.
constexpr double marginOfSpread = 0.01;

/// Where in a square rows are taken to be where it matters, in deviations from their mean along either side: evenly, and
/// with these deviations, ±1/√5 and ±3/√5.
constexpr std::array<double, 4> spread = {-1.3416407864998738, -0.4472135954999579, 0.4472135954999579,
                                          1.3416407864998738};
constexpr double fewToSpread = spread.size() * spread.size();
/// Squares of which rows are spread, at the most.
constexpr int mostSpread = 30'000;

/// The points that stand for the rows of cells.
class StandingPoints {
public:
    void add(const Eigen::RowVector2d& mean, double rows) { m_found.emplace_back(mean[0], mean[1], rows); }
    void addSpread(const Eigen::RowVector2d& mean, double rows, const Eigen::RowVector2d& deviation)
    {
        for (const double along : spread)
            for (const double across : spread)
                add(mean + Eigen::RowVector2d(along * deviation[0], across * deviation[1]), rows / fewToSpread);
    }
    [[nodiscard]] FittedPoints fitted() const
    {
        const auto count = static_cast<Eigen::Index>(m_found.size());
        FittedPoints points{RowMatrix(count, 2), Eigen::VectorXd(count)};
        for (Eigen::Index at = 0; at < count; ++at) {
            points.points.row(at) = m_found[static_cast<std::size_t>(at)].head<2>();
            points.weights[at] = m_found[static_cast<std::size_t>(at)][2];
        }
        return points;
    }

private:
    std::vector<Eigen::RowVector3d> m_found; // x, y, rows
};

/// Squares, or the cells where each is one, that a predicate holds of.
template <typename Predicate>
std::ptrdiff_t count(const Binned& binned, const Predicate& isCounted)
{
    std::ptrdiff_t found = 0;
    for (std::size_t square = 0; square < binned.squares.size(); ++square)
        found += isCounted(binned.cellOfSquare[square], static_cast<double>(binned.squares[square].rows)) ? 1 : 0;
    for (std::size_t cell = 0; cell < (binned.squares.empty() ? binned.places.size() : 0); ++cell)
        found += isCounted(cell, binned.cells.counts[static_cast<Eigen::Index>(cell)]) ? 1 : 0;
    return found;
}

/// Of cells that a margin may cross, the squares; where the frontier may, rows spread over these.
FittedPoints pointsNear(const Binned& binned, const std::vector<ValueRange>& ranges, double rho, double margin)
{
    const auto isSpread = [&](std::size_t cell, double rows) {
        return rows > fewToSpread && sideOf(ranges[cell], rho, marginOfSpread * margin) == CellSide::Crossed;
    };
    const bool maySpread = count(binned, isSpread) <= mostSpread;
    StandingPoints points;
    const auto add = [&](std::size_t cell, double rows, const Eigen::RowVector2d& mean, double xx, double yy) {
        if (sideOf(ranges[cell], rho, margin) != CellSide::Crossed)
            return;
        if (maySpread && isSpread(cell, rows))
            points.addSpread(mean, rows, {std::sqrt(std::max(xx, 0.0) / rows), std::sqrt(std::max(yy, 0.0) / rows)});
        else
            points.add(mean, rows);
    };
    // Rows that are held leave no squares where each cell is one.
    const Cells& cells = binned.cells;
    for (std::size_t square = 0; square < binned.squares.size(); ++square) {
        const CellCount& of = binned.squares[square];
        add(binned.cellOfSquare[square], static_cast<double>(of.rows), {of.meanX, of.meanY}, of.xx, of.yy);
    }
    for (std::size_t cell = 0; cell < (binned.squares.empty() ? ranges.size() : 0); ++cell) {
        const auto place = static_cast<Eigen::Index>(cell);
        add(cell, cells.counts[place], cells.means.row(place), cells.scatter(place, 0), cells.scatter(place, 2));
    }
    return points.fitted();
}

/// One fit of cells, those that may be crossed by a margin as points near them. How much f changed at these, at the most;
/// nothing where the margin holds too few.
Expected<std::optional<double>> refitOnce(const Binned& binned, const OneClassSvmOptions& options, OneClassSvm& model,
                                          const std::vector<ValueRange>& ranges, double margin, Progress& progress)
{
    const Cells& cells = binned.cells;
    const double outliers = outlierMass(model.nu, cells.counts.sum());
    StandIns outside;
    for (std::size_t cell = 0; cell < ranges.size(); ++cell) {
        const auto place = static_cast<Eigen::Index>(cell);
        if (sideOf(ranges[cell], model.rho, margin) == CellSide::Outside)
            outside.add(cells.counts[place], cells.means.row(place), cells.scatter.row(place));
    }
    const SettledRows certain{outside.points(), outside.counts()};
    const FittedPoints near = pointsNear(binned, ranges, model.rho, margin);
    const double known = certain.alpha.sum();
    if (known >= outliers || known + near.weights.sum() <= outliers)
        return std::optional<double>();
    PERIMETER_TRY(const Eigen::VectorXd before, decisionFunction(model, near.points, progress));
    PERIMETER_TRY(OneClassSvm better,
                  refineOneClassSvm(model, certain, near.points, near.weights, cells.counts.sum(), options, progress));
    model = std::move(better);
    return std::optional((model.trainingDecision - before).cwiseAbs().maxCoeff());
}

} // namespace

Expected<void> refitCells(const Binned& binned, const OneClassSvmOptions& options, OneClassSvm& model,
                          std::vector<ValueRange>& ranges, Progress& progress)
{
    double margin = marginOfCells * std::abs(model.rho);
    for (int fits = 0; fits < mostFitsOfCells; ++fits) {
        PERIMETER_TRY(const std::optional<double> change, refitOnce(binned, options, model, ranges, margin, progress));
        if (!change) {
            margin *= wideningOfCells;
            continue;
        }
        PERIMETER_TRY(std::vector<ValueRange> bounds, sumRanges(model, binned.corners, binned.cells.width, progress));
        ranges = std::move(bounds);
        if (*change <= 0.1 * margin)
            break;
        margin = std::max(margin, wideningOfCells * *change);
    }
    return {};
}

} // namespace perimeter
