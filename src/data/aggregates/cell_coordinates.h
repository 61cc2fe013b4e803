// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/aggregates/scaled_columns.h"

#include <cstddef>
#include <span>
#include <vector>

namespace perimeter {

/// Many values of a column in cell widths, and the cells they are in along it.
class CellCoordinates {
public:
    /// Of g(x); what comes of values that are not finite is of no use.
    void assign(std::span<const double> values, const ScaledColumn& way, double width);

    [[nodiscard]] double inWidths(std::size_t row) const { return m_inWidths[row]; }
    /// floor(inWidths)
    [[nodiscard]] double cell(std::size_t row) const { return m_cells[row]; }

private:
    std::vector<double> m_inWidths;
    std::vector<double> m_cells;
};

} // namespace perimeter
