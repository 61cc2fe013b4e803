// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/binning.h"

#include "base/text.h"
#include "data/aggregates/cell_counts.h"
#include "explorer/stages/cell_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perimeter {

namespace {

constexpr double widthPerLength = 0.02;
/// Doubles have 52 bits: cells this much narrower than the data reach leave 12 of them within a cell.
constexpr double narrowest = 1.0 / (std::int64_t{1} << 40);

/// So many cells are counted at the most before sparse ones are made one.
constexpr std::size_t mostCounted = 2'000'000;

Cells asCells(const std::vector<CellCount>& counts, double width)
{
    const auto count = static_cast<Eigen::Index>(counts.size());
    Cells cells{.width = width, .means = RowMatrix(count, 2), .counts = Eigen::VectorXd(count), .scatter = {}};
    cells.scatter.resize(count, 3);
    for (Eigen::Index place = 0; place < count; ++place) {
        const CellCount& cell = counts[static_cast<std::size_t>(place)];
        cells.means.row(place) << cell.meanX, cell.meanY;
        cells.counts[place] = static_cast<double>(cell.rows);
        cells.scatter.row(place) << cell.xx, cell.xy, cell.yy;
    }
    return cells;
}

/// The rows of a table counted by the engine, into wider cells where too many of them hold rows.
Expected<CellCounts> countInEngine(const ScaledPoints& scaled, double& width, Progress& progress)
{
    for (;;) {
        PERIMETER_TRY(std::optional<CellCounts> counts,
                      countCells(*scaled.projection->table, {scaled.columns(), width}, mostCounted, progress));
        if (counts)
            return std::move(*counts);
        width *= 2;
    }
}

/// Points in original units that stand for cells.
std::shared_ptr<const Projection> drawnCells(const ScaledPoints& scaled, const std::vector<CellCount>& counts)
{
    const Projection& whole = *scaled.projection;
    auto drawn = std::make_shared<Projection>();
    drawn->features = whole.features;
    drawn->rowsInFile = whole.rowsInFile;
    drawn->rowsRead = whole.rowsRead;
    drawn->rowsUsed = whole.rowsUsed;
    drawn->rowsLeftOut = whole.rowsLeftOut;
    drawn->table = whole.table;
    drawn->points.resize(static_cast<Eigen::Index>(counts.size()), 2);
    drawn->counts.reserve(counts.size());
    for (std::size_t cell = 0; cell < counts.size(); ++cell) {
        drawn->points.row(static_cast<Eigen::Index>(cell)) << scaled.scaling.toOriginal(0, counts[cell].meanX),
            scaled.scaling.toOriginal(1, counts[cell].meanY);
        drawn->counts.push_back(static_cast<std::uint32_t>(
            std::min<std::int64_t>(counts[cell].rows, std::numeric_limits<std::uint32_t>::max())));
    }
    drawn->ranges = rangesOf(drawn->points);
    return drawn;
}

} // namespace

Expected<double> kernelLength(const OneClassSvmOptions& svm, const ScaledPoints& scaled)
{
    if (svm.kernel == KernelKind::Rbf) {
        const Expected<double> gamma = resolveGamma(svm.gamma, scaled.points.cols(), scaled.variance);
        return gamma ? Expected<double>(1 / std::sqrt(2 * *gamma)) : gamma;
    }
    double least = std::numeric_limits<double>::infinity();
    for (const double deviation : scaled.deviation)
        if (deviation > 0)
            least = std::min(least, deviation);
    return std::isfinite(least) ? least : 1.0;
}

double cellWidth(double length, const ScaledPoints& scaled)
{
    return std::max(widthPerLength * length, scaled.reach * narrowest);
}

Expected<Binned> bin(std::shared_ptr<const ScaledPoints> scaled, double length, double width, std::size_t most,
                     Progress& progress)
{
    const bool isHeld = scaled->projection->isHeld();
    const std::span<const double> rows(scaled->points.data(), static_cast<std::size_t>(scaled->points.size()));
    RowsInCells counted;
    if (isHeld) {
        PERIMETER_TRY(RowsInCells inMemory, countCells(rows, width, progress));
        counted = std::move(inMemory);
    } else {
        PERIMETER_TRY(CellCounts inEngine, countInEngine(*scaled, width, progress));
        counted.counts = std::move(inEngine);
    }
    MergedCells merged = mergeSparseCells(counted.counts.cells, most);
    Binned binned;
    binned.cells = asCells(merged.counts, width);
    binned.corners = CellCorners(merged.places);
    binned.cellOf = std::move(counted.cellOf);
    for (std::uint32_t& cell : binned.cellOf)
        cell = merged.into[cell];
    binned.drawn = isHeld ? scaled->projection : drawnCells(*scaled, merged.counts);
    if (merged.fewRows > 0)
        binned.notices.push_back({NoticeCode::SparseCellsMerged,
                                  {std::to_string(counted.counts.cells.size()), formatNumber(width / length),
                                   std::to_string(most), std::to_string(merged.fewRows)}});
    if (!isHeld || merged.fewRows > 0) {
        binned.squares = std::move(counted.counts.cells);
        binned.cellOfSquare = std::move(merged.into);
    }
    binned.places = std::move(merged.places);
    binned.length = length;
    binned.scaled = std::move(scaled);
    return binned;
}

} // namespace perimeter
