// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/refinement/near_rows.h"

#include "base/parallel.h"
#include "data/aggregates/cell_index.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace perimeter {

namespace {

constexpr int mostHalvings = 30;
/// Sums do not depend on the number of threads.
constexpr std::size_t partsAtOnce = 8;

/// Rows of a square: sums of x and y, and how many; one of them, and whether others differ from it.
struct Square {
    Eigen::RowVector3d sum;
    Eigen::RowVector2d first;
    bool isMixed = false;
};

/// Rows in squares of a width.
struct Squares {
    CellIndex index;
    std::vector<Square> squares;

    [[nodiscard]] std::size_t size() const { return squares.size(); }
    void add(const GridCell& place, const Square& rows)
    {
        const std::uint32_t number = index.numberOf(place);
        if (number == squares.size()) {
            squares.push_back(rows);
            return;
        }
        Square& square = squares[number];
        square.sum += rows.sum;
        square.isMixed = square.isMixed || rows.isMixed || square.first != rows.first;
    }
    /// Whether narrower squares would tell more rows apart.
    [[nodiscard]] bool areMixed() const { return std::ranges::any_of(squares, &Square::isMixed); }
};

/// One after the other, until more than `most` squares hold rows.
Squares gathered(std::span<const NearRow> rows, std::size_t most, double width)
{
    Squares squares;
    for (auto row = rows.begin(); row != rows.end() && squares.size() <= most; ++row) {
        const Eigen::RowVector2d& place = row->row;
        squares.add({static_cast<std::int64_t>(std::floor(place[0] / width)),
                     static_cast<std::int64_t>(std::floor(place[1] / width))},
                    {{place[0], place[1], 1}, place});
    }
    return squares;
}

/// Part by part at once; nothing where more than `most` squares hold some.
std::optional<Squares> inSquares(std::span<const NearRow> rows, std::size_t most, double width)
{
    std::vector<Squares> parts(partsAtOnce);
    inParallel(parts.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t part = begin; part < end; ++part) {
            const std::size_t first = rows.size() * part / parts.size();
            const std::size_t last = rows.size() * (part + 1) / parts.size();
            parts[part] = gathered(rows.subspan(first, last - first), most, width);
        }
    });
    Squares& whole = parts.front();
    for (std::size_t part = 1; part < parts.size() && whole.size() <= most; ++part)
        for (std::size_t square = 0; square < parts[part].size(); ++square)
            whole.add(parts[part].index.cells()[square], parts[part].squares[square]);
    return whole.size() <= most ? std::optional(std::move(whole)) : std::nullopt;
}

} // namespace

FittedPoints fittedPoints(std::span<const NearRow> rows, std::size_t most, double width)
{
    FittedPoints near;
    if (rows.size() <= most) {
        near.points.resize(static_cast<Eigen::Index>(rows.size()), 2);
        for (std::size_t row = 0; row < rows.size(); ++row)
            near.points.row(static_cast<Eigen::Index>(row)) = rows[row].row;
        return near;
    }
    std::optional<Squares> squares;
    while (!(squares = inSquares(rows, most, width)))
        width *= 2;
    for (int halvings = 0; halvings < mostHalvings && squares->areMixed();) {
        // A square is of at most four of half the width: so many halvings are sure to do.
        const double room = static_cast<double>(most) / static_cast<double>(squares->size());
        const int next = std::clamp(static_cast<int>(std::log2(room) / 2), 1, mostHalvings - halvings);
        width = std::ldexp(width, -next);
        halvings += next;
        std::optional<Squares> finer = inSquares(rows, most, width);
        if (!finer)
            break;
        squares = std::move(finer);
    }
    const auto count = static_cast<Eigen::Index>(squares->size());
    near.points.resize(count, 2);
    near.weights.resize(count);
    for (Eigen::Index square = 0; square < count; ++square) {
        const Eigen::RowVector3d& sum = squares->squares[static_cast<std::size_t>(square)].sum;
        near.points.row(square) = sum.head<2>() / sum[2];
        near.weights[square] = sum[2];
    }
    return near;
}

} // namespace perimeter
