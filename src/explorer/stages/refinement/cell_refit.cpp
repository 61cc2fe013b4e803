// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/refinement/cell_refit.h"

#include "detectors/rows/stand_ins.h"
#include "explorer/stages/refinement/near_rows.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace perimeter {

namespace {

/// How near to the frontier cells are fitted again, relative to ρ, and where that was too little.
constexpr double marginOfCells = 3e-2;
constexpr double wideningOfCells = 4;
constexpr int mostFitsOfCells = 6;

/// The squares of the cells wanted.
FittedPoints squaresOf(const Binned& binned, const std::vector<std::uint8_t>& wanted)
{
    std::vector<Eigen::RowVector3d> found; // x, y, rows
    for (std::size_t square = 0; square < binned.squares.size(); ++square) {
        const CellCount& of = binned.squares[square];
        if (wanted[binned.cellOfSquare[square]])
            found.emplace_back(of.meanX, of.meanY, static_cast<double>(of.rows));
    }
    FittedPoints points{RowMatrix(static_cast<Eigen::Index>(found.size()), 2),
                        Eigen::VectorXd(static_cast<Eigen::Index>(found.size()))};
    for (Eigen::Index at = 0; at < points.points.rows(); ++at) {
        points.points.row(at) = found[static_cast<std::size_t>(at)].head<2>();
        points.weights[at] = found[static_cast<std::size_t>(at)][2];
    }
    return points;
}

/// One fit of cells, those that may be crossed by a margin as the squares they are of. How much f changed at these, at
/// the most; nothing where the margin holds too few.
Expected<std::optional<double>> refitOnce(const Binned& binned, const OneClassSvmOptions& options, OneClassSvm& model,
                                          const std::vector<ValueRange>& ranges, double margin, Progress& progress)
{
    const Cells& cells = binned.cells;
    const double outliers = model.nu * cells.counts.sum();
    StandIns outside;
    std::vector<std::uint8_t> isNear(ranges.size(), 0);
    for (std::size_t cell = 0; cell < ranges.size(); ++cell) {
        const auto place = static_cast<Eigen::Index>(cell);
        const CellSide side = sideOf(ranges[cell], model.rho, margin);
        isNear[cell] = side == CellSide::Crossed;
        if (side == CellSide::Outside)
            outside.add(cells.counts[place], cells.means.row(place), cells.scatter.row(place));
    }
    const SettledRows certain{outside.points(), outside.counts()};
    const FittedPoints near = squaresOf(binned, isNear);
    const double known = certain.alpha.sum();
    if (known >= outliers || known + near.weights.sum() <= outliers)
        return std::optional<double>();
    const Expected<Eigen::VectorXd> before = decisionFunction(model, near.points, progress);
    if (!before)
        return before.unexpected();
    Expected<OneClassSvm> better =
        refineOneClassSvm(model, certain, near.points, near.weights, cells.counts.sum(), options, progress);
    if (!better)
        return better.unexpected();
    model = std::move(*better);
    return std::optional((model.trainingDecision - *before).cwiseAbs().maxCoeff());
}

} // namespace

Expected<void> refitCells(const Binned& binned, const OneClassSvmOptions& options, OneClassSvm& model,
                          std::vector<ValueRange>& ranges, Progress& progress)
{
    const bool wereMadeOne = binned.squares.size() > ranges.size();
    double margin = marginOfCells * std::abs(model.rho);
    for (int fits = 0; fits < (wereMadeOne ? mostFitsOfCells : 0); ++fits) {
        const Expected<std::optional<double>> change = refitOnce(binned, options, model, ranges, margin, progress);
        if (!change)
            return change.unexpected();
        if (!*change) {
            margin *= wideningOfCells;
            continue;
        }
        Expected<std::vector<ValueRange>> bounds = sumRanges(model, binned.corners, binned.cells.width, progress);
        if (!bounds)
            return bounds.unexpected();
        ranges = std::move(*bounds);
        if (**change <= 0.1 * margin)
            break;
        margin = std::max(margin, wideningOfCells * **change);
    }
    return {};
}

} // namespace perimeter
