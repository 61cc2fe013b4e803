// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/binning.h"
#include "field/cell_bounds.h"

#include <vector>

namespace perimeter {

/// Of values of f that are all farther from 0 than a margin, or not.
[[nodiscard]] constexpr CellSide sideOf(double f, double margin)
{
    return f < -margin ? CellSide::Outside : f > margin ? CellSide::Inside : CellSide::Crossed;
}
[[nodiscard]] constexpr CellSide sideOf(const ValueRange& sums, double rho, double margin)
{
    const CellSide least = sideOf(sums.least - rho, margin);
    return least == sideOf(sums.most - rho, margin) ? least : CellSide::Crossed;
}

/// Brings the one-class SVM of cells nearer to that of their rows without looking at these: where the frontier may cross
/// a cell the squares it is of are fitted, their rows spread over them where it does as their deviations along either side tell, and
/// elsewhere cells count with the spread of their rows. `ranges` are those of f + ρ over each cell, before and after.
/// Errors: those of refineOneClassSvm.
[[nodiscard]] Expected<void> refitCells(const Binned& binned, const OneClassSvmOptions& options, OneClassSvm& model,
                                        std::vector<ValueRange>& ranges, Progress& progress);

} // namespace perimeter
