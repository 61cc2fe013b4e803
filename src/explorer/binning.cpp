// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/binning.h"

#include "base/text.h"
#include "data/cell_counts.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

constexpr double widthPerLength = 0.02;
/// Doubles have 52 bits: cells this much narrower than the data reach leave 12 of them within a cell.
constexpr double narrowest = 1.0 / (std::int64_t{1} << 40);

/// How many cells there are if each takes four of these in.
std::vector<CellPlace> doubled(std::vector<CellPlace> places)
{
    for (CellPlace& place : places)
        place = {place.i >> 1, place.j >> 1};
    std::ranges::sort(places);
    const auto repeated = std::ranges::unique(places);
    places.erase(repeated.begin(), repeated.end());
    return places;
}

std::vector<CellPlace> placesOf(const CellCounts& counts)
{
    std::vector<CellPlace> places;
    places.reserve(counts.cells.size());
    for (const CellCount& cell : counts.cells)
        places.push_back({cell.i, cell.j});
    return places;
}

Cells asCells(const CellCounts& counts, double width)
{
    const auto count = static_cast<Eigen::Index>(counts.cells.size());
    Cells cells{.width = width, .means = RowMatrix(count, 2), .counts = Eigen::VectorXd(count), .scatter = {}};
    cells.scatter.resize(count, 3);
    for (Eigen::Index place = 0; place < count; ++place) {
        const CellCount& cell = counts.cells[static_cast<std::size_t>(place)];
        cells.means.row(place) << cell.meanX, cell.meanY;
        cells.counts[place] = static_cast<double>(cell.rows);
        cells.scatter.row(place) << cell.xx, cell.xy, cell.yy;
    }
    return cells;
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
    const double asked = width;
    const std::span<const double> rows(scaled->points.data(), static_cast<std::size_t>(scaled->points.size()));
    Expected<RowsInCells> counted = countCells(rows, width, progress);
    if (counted && counted->counts.cells.size() > most) {
        for (std::vector<CellPlace> places = placesOf(counted->counts); places.size() > most;) {
            places = doubled(std::move(places));
            width *= 2;
        }
        counted = countCells(rows, width, progress);
    }
    if (!counted)
        return counted.unexpected();
    Binned binned{.scaled = std::move(scaled),
                  .cells = asCells(counted->counts, width),
                  .places = placesOf(counted->counts),
                  .corners = {},
                  .cellOf = std::move(counted->cellOf),
                  .length = length,
                  .notices = {}};
    binned.corners = CellCorners(binned.places);
    if (width > asked)
        binned.notices.push_back({NoticeCode::CellsCoarsened,
                                  {std::to_string(most), formatNumber(asked / length), formatNumber(width / length)}});
    return binned;
}

} // namespace perimeter
