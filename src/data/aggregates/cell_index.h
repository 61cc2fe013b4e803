// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace perimeter {

/// A cell of a grid by its place in it.
struct GridCell {
    std::int64_t i = 0, j = 0;

    bool operator==(const GridCell&) const = default;
};

/// Cells numbered from 0 in the order they come, and found again: open addressing, at most half full.
class CellIndex {
public:
    static constexpr std::uint32_t none = 0xFFFF'FFFF;

    /// The number of a cell, a new one where it was not there.
    [[nodiscard]] std::uint32_t numberOf(const GridCell& cell)
    {
        const std::size_t slot = slotOf(cell);
        if (m_slots[slot] != none)
            return m_slots[slot];
        const auto fresh = static_cast<std::uint32_t>(m_cells.size());
        m_slots[slot] = fresh;
        m_cells.push_back(cell);
        if (2 * m_cells.size() > m_slots.size())
            grow();
        return fresh;
    }
    /// Its number, or none.
    [[nodiscard]] std::uint32_t find(const GridCell& cell) const { return m_slots[slotOf(cell)]; }
    [[nodiscard]] const std::vector<GridCell>& cells() const { return m_cells; }

private:
    /// The slot of a cell, or the empty one where it would be.
    [[nodiscard]] std::size_t slotOf(const GridCell& cell) const
    {
        std::uint64_t hash =
            static_cast<std::uint64_t>(cell.i) * 0x9E37'79B9'7F4A'7C15U + static_cast<std::uint64_t>(cell.j);
        hash = (hash ^ (hash >> 32)) * 0xD6E8'FEB8'6659'FD93U;
        std::size_t slot = (hash ^ (hash >> 32)) & (m_slots.size() - 1);
        while (m_slots[slot] != none && m_cells[m_slots[slot]] != cell)
            slot = (slot + 1) & (m_slots.size() - 1);
        return slot;
    }

    void grow()
    {
        m_slots.assign(2 * m_slots.size(), none);
        for (std::uint32_t number = 0; number < m_cells.size(); ++number)
            m_slots[slotOf(m_cells[number])] = number;
    }

    std::vector<GridCell> m_cells;
    std::vector<std::uint32_t> m_slots = std::vector<std::uint32_t>(std::size_t{1} << 12, none);
};

} // namespace perimeter
