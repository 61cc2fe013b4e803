// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/kernels/vector_kernels.h"

#include <cstddef>
#include <list>
#include <memory>
#include <vector>

namespace perimeter {

/// Rows of the kernel matrix as float, computed when first asked for and kept within a budget of bytes, the least
/// recently used forgotten first. At least two rows are kept, so that a pair can be looked at together.
class KernelCache {
public:
    KernelCache(const Kernel& kernel, const VectorPoints& points, std::size_t budget);

    /// Padded; valid until two other rows have been asked for.
    [[nodiscard]] const float* row(std::size_t i);
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] std::size_t computed() const { return m_computed; }

private:
    struct Entry {
        std::size_t row;
        std::unique_ptr<float[]> values;
    };

    const Kernel& m_kernel;
    const VectorPoints& m_points;
    std::size_t m_capacity;
    std::size_t m_computed = 0;
    std::list<Entry> m_entries; ///< most recently used first
    std::vector<std::list<Entry>::iterator> m_places;
};

} // namespace perimeter
