// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/cell_coordinates.h"

#include <cmath>

namespace perimeter {

namespace {

/// Passes over tables spend much of their time here. Without fused operations, which avx2 does not bring, values are the
/// same on every machine.
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) &&                           \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
__attribute__((target_clones("avx2", "default")))
#endif
void divide(const double* values, std::size_t count, const ScaledColumn& way, double width, double* inWidths,
            double* cells)
{
    const double center = way.center;
    const double spread = way.spread;
    for (std::size_t row = 0; row < count; ++row) {
        const double place = (values[row] - center) / spread / width;
        inWidths[row] = place;
        cells[row] = std::floor(place);
    }
}

} // namespace

void CellCoordinates::assign(std::span<const double> values, const ScaledColumn& way, double width)
{
    m_inWidths.resize(values.size());
    m_cells.resize(values.size());
    divide(values.data(), values.size(), way, width, m_inWidths.data(), m_cells.data());
}

} // namespace perimeter
