// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/near_rows.h"

#include "data/aggregates/cell_index.h"

#include <cmath>
#include <optional>

namespace perimeter {

namespace {

constexpr int mostHalvings = 30;
/// So many rows tell about how many squares hold rows.
constexpr std::size_t fewRows = 400'000;

/// Rows in squares of a width: sums of x and y, and how many.
struct Squares {
    CellIndex index;
    std::vector<Eigen::RowVector3d> sums;
};

/// Nothing where more than `most` squares hold rows. Every so many rows one is looked at.
std::optional<Squares> inSquares(std::span<const NearRow> rows, std::size_t every, std::size_t most, double width)
{
    Squares squares;
    for (std::size_t place = 0; place < rows.size(); place += every) {
        const NearRow& near = rows[place];
        const GridCell square{static_cast<std::int64_t>(std::floor(near.row[0] / width)),
                              static_cast<std::int64_t>(std::floor(near.row[1] / width))};
        const std::uint32_t number = squares.index.numberOf(square);
        if (number == squares.sums.size())
            squares.sums.emplace_back(Eigen::RowVector3d::Zero());
        squares.sums[number] += Eigen::RowVector3d(near.row[0], near.row[1], 1);
        if (squares.sums.size() > most)
            return std::nullopt;
    }
    return squares;
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
    const std::size_t every = 1 + rows.size() / fewRows;
    for (int halving = 0; halving < mostHalvings && inSquares(rows, every, most, 0.5 * width); ++halving)
        width *= 0.5;
    std::optional<Squares> squares;
    while (!(squares = inSquares(rows, 1, most, width)))
        width *= 2;
    const auto count = static_cast<Eigen::Index>(squares->sums.size());
    near.points.resize(count, 2);
    near.weights.resize(count);
    for (Eigen::Index square = 0; square < count; ++square) {
        const Eigen::RowVector3d& sum = squares->sums[static_cast<std::size_t>(square)];
        near.points.row(square) = sum.head<2>() / sum[2];
        near.weights[square] = sum[2];
    }
    return near;
}

} // namespace perimeter
