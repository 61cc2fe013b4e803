// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/kernel_cache.h"

#include <algorithm>

namespace perimeter {

KernelCache::KernelCache(const Kernel& kernel, const VectorPoints& points, std::size_t budget)
    : m_kernel(kernel), m_points(points),
      m_capacity(std::max<std::size_t>(2, budget / (sizeof(float) * std::max<std::size_t>(1, points.padded())))),
      m_places(points.size(), m_entries.end())
{
}

const float* KernelCache::row(std::size_t i)
{
    if (m_places[i] != m_entries.end()) {
        m_entries.splice(m_entries.begin(), m_entries, m_places[i]);
        return m_entries.front().values.get();
    }
    if (m_entries.size() < m_capacity) {
        m_entries.push_front({i, std::make_unique_for_overwrite<float[]>(m_points.padded())});
    } else {
        m_entries.splice(m_entries.begin(), m_entries, std::prev(m_entries.end()));
        m_places[m_entries.front().row] = m_entries.end();
        m_entries.front().row = i;
    }
    m_places[i] = m_entries.begin();
    kernelRow(m_kernel, m_points, i, m_entries.front().values.get());
    ++m_computed;
    return m_entries.front().values.get();
}

} // namespace perimeter
