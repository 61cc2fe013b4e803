// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/binning.h"

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <vector>

namespace perimeter {

/// What the moments of rows outside leave out of f where the frontier may run: Σ|d|³·max|D³k|/6 at the most.
class MomentError {
public:
    MomentError(const Binned& binned, const Kernel& kernel, std::span<const CellSide> sides);

    /// Of rows of a cell with this mean and scatter.
    [[nodiscard]] double of(std::size_t cell, const Eigen::RowVector2d& mean, const Eigen::RowVector3d& scatter) const;
    /// 1 for cells not wholly inside that leave out more than `least` for each row, or so many times that that at most
    /// two million rows are in them.
    [[nodiscard]] std::vector<std::uint8_t> coarseCells(std::span<const CellSide> sides, double least) const;

private:
    const Binned& m_binned;
    double m_third; ///< bound on |D³k(·, x)| along any direction, for x in crossed cells
};

} // namespace perimeter
