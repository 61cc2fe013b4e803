// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/studies/outlier_rows.h"

#include "data/aggregates/cell_rows.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace perimeter {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
/// Rows between two looks at whether the list is still wanted.
constexpr std::size_t rowsPerLook = 256;

double keyOf(const OutlierQuery& query, const ListedRow& row)
{
    switch (query.key) {
    case OutlierQuery::Key::Row:
        return static_cast<double>(row.row.value);
    case OutlierQuery::Key::X:
        return row.x;
    case OutlierQuery::Key::Y:
        return row.y;
    case OutlierQuery::Key::Depth:
        return query.depth ? query.depth->ofRow(row.row).value_or(none) : none;
    case OutlierQuery::Key::Decision:
        break;
    }
    const std::optional<Verdict> verdict =
        query.keyFit < query.fits.size() ? verdictOf(*query.fits[query.keyFit], row) : std::nullopt;
    return verdict ? verdict->decision : none;
}

bool isAsked(const OutlierQuery& query, std::size_t fit)
{
    return (!query.only || *query.only == fit) && query.fits[fit]->classes;
}

ListedRow rowAt(RowNumber row, const Projection& axes)
{
    const std::optional<std::size_t> place = axes.place(row);
    const auto at = static_cast<Eigen::Index>(place.value_or(0));
    return {row, place ? axes.points(at, 0) : none, place ? axes.points(at, 1) : none};
}

/// Adds the outliers of a fit whose rows are held, or marks them where its points are those of the axes.
void addHeld(OutlierList& list, const DetectorFit& fit, const Projection& axes, std::vector<std::uint8_t>& marked)
{
    const Projection& own = *fit.scaled->projection;
    const bool isOnAxes = &own == &axes;
    if (isOnAxes)
        marked.resize(own.rows.size());
    for (std::size_t point = 0; point < fit.classes->outlier.size(); ++point) {
        if (!fit.classes->outlier[point])
            continue;
        if (isOnAxes)
            marked[point] = 1;
        else
            list.rows.push_back(rowAt(own.rows[point], axes));
    }
}

/// Places of some rows among each other, by their numbers.
class RowRanks {
public:
    explicit RowRanks(RowNumber last) : m_bits(static_cast<std::size_t>(last.value) / 64 + 1) {}

    void add(RowNumber row) { m_bits[wordOf(row)] |= bitOf(row); }
    /// To be called once all rows are there; how many they are.
    std::size_t count()
    {
        std::uint32_t before = 0;
        for (const std::uint64_t word : m_bits) {
            m_before.push_back(before);
            before += static_cast<std::uint32_t>(std::popcount(word));
        }
        return before;
    }
    [[nodiscard]] std::size_t of(RowNumber row) const
    {
        const std::size_t word = wordOf(row);
        return m_before[word] + static_cast<std::size_t>(std::popcount(m_bits[word] & (bitOf(row) - 1)));
    }

private:
    static std::size_t wordOf(RowNumber row) { return static_cast<std::size_t>(row.value) / 64; }
    static std::uint64_t bitOf(RowNumber row) { return std::uint64_t{1} << (row.value % 64); }

    std::vector<std::uint64_t> m_bits;
    std::vector<std::uint32_t> m_before; ///< rows before each word
};

/// The points of the axes that are marked, ascending by row: each is read and put in its place once, as these lists are
/// long and made anew after every step of a control.
void addMarked(OutlierList& list, const Projection& axes, const std::vector<std::uint8_t>& marked)
{
    if (marked.empty())
        return;
    RowRanks ranks(axes.rows[axes.byRow.back()]);
    for (std::size_t point = 0; point < marked.size(); ++point)
        if (marked[point])
            ranks.add(axes.rows[point]);
    const std::size_t first = list.rows.size();
    list.rows.resize(first + ranks.count());
    for (std::size_t point = 0; point < marked.size(); ++point) {
        if (!marked[point])
            continue;
        const auto at = static_cast<Eigen::Index>(point);
        list.rows[first + ranks.of(axes.rows[point])] = {axes.rows[point], axes.points(at, 0), axes.points(at, 1)};
    }
}

/// Adds the first outliers of a fit whose rows are in the table; false when that failed.
bool addFromTable(OutlierList& list, const DetectorFit& fit, Progress& progress)
{
    const Binned& binned = *fit.binned;
    std::vector<GridCell> squares;
    for (std::size_t square = 0; square < binned.squares.size(); ++square)
        if (fit.classes->sides[binned.cellOfSquare[square]] != CellSide::Inside)
            squares.push_back({binned.squares[square].i, binned.squares[square].j});
    const std::size_t full = list.rows.size() + mostListed;
    const auto take = [&](const RowsOfCells& rows) {
        for (std::size_t i = 0; i < rows.x.size() && list.rows.size() < full; ++i) {
            const ListedRow row{{rows.numbers[i]}, rows.x[i], rows.y[i]};
            if (verdictOf(fit, row)->outlier)
                list.rows.push_back(row);
        }
        list.isWhole = list.isWhole && list.rows.size() < full;
        return list.rows.size() < full;
    };
    const CellGrid grid{fit.scaled->columns(), binned.cells.width};
    return visitRowsOfCells(*fit.scaled->projection->table, grid, squares, CellVisit::InOrder, progress, take)
        .has_value();
}

std::optional<OutlierList> rowsOutside(const OutlierQuery& query, Progress& progress)
{
    OutlierList list;
    if (query.chosen) {
        for (const RowNumber row : *query.chosen)
            list.rows.push_back(rowAt(row, *query.axes));
        return list;
    }
    std::vector<std::uint8_t> marked;
    for (std::size_t i = 0; i < query.fits.size(); ++i) {
        if (!isAsked(query, i))
            continue;
        if (query.fits[i]->scaled->projection->isHeld())
            addHeld(list, *query.fits[i], *query.axes, marked);
        else if (!addFromTable(list, *query.fits[i], progress))
            return std::nullopt;
    }
    addMarked(list, *query.axes, marked);
    if (!std::ranges::is_sorted(list.rows, {}, &ListedRow::row))
        std::ranges::sort(list.rows, {}, &ListedRow::row);
    const auto repeated = std::ranges::unique(list.rows, {}, &ListedRow::row);
    list.rows.erase(repeated.begin(), repeated.end());
    if (!list.isWhole && list.rows.size() > mostListed)
        list.rows.resize(mostListed);
    return list;
}

} // namespace

std::optional<Verdict> verdictOf(const DetectorFit& fit, const ListedRow& row)
{
    if (!fit.classes)
        return std::nullopt;
    if (!fit.scaled->projection->isHeld()) {
        if (std::isnan(row.x) || std::isnan(row.y))
            return std::nullopt;
        const Scaling& scaling = fit.scaled->scaling;
        return fit.verdictAt({scaling.toScaled(0, row.x), scaling.toScaled(1, row.y)});
    }
    const std::optional<std::size_t> place = fit.scaled->projection->place(row.row);
    return place ? std::optional(fit.verdict(*place)) : std::nullopt;
}

std::optional<OutlierList> outlierRows(const OutlierQuery& query, Progress& progress)
{
    ProgressPart finding(progress, 0, 0.3);
    std::optional<OutlierList> list = rowsOutside(query, finding);
    if (!list || !progress.advance(0.3))
        return std::nullopt;
    // The rows are in this order already, but for those chosen.
    if (query.key == OutlierQuery::Key::Row && !query.descending && !query.chosen)
        return list;
    std::vector<std::pair<double, ListedRow>> keyed;
    keyed.reserve(list->rows.size());
    for (const ListedRow& row : list->rows) {
        if (keyed.size() % rowsPerLook == 0 &&
            !progress.advance(0.3 + 0.6 * static_cast<double>(keyed.size()) / static_cast<double>(list->rows.size())))
            return std::nullopt;
        keyed.emplace_back(keyOf(query, row), row);
    }
    std::ranges::stable_sort(keyed, [&](const auto& a, const auto& b) {
        if (std::isnan(a.first) || std::isnan(b.first))
            return !std::isnan(a.first) && std::isnan(b.first);
        return query.descending ? a.first > b.first : a.first < b.first;
    });
    std::ranges::transform(keyed, list->rows.begin(), [](const auto& each) { return each.second; });
    return list;
}

} // namespace perimeter
