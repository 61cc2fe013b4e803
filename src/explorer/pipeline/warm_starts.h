// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/dual/one_class_solver.h"

#include <cstddef>
#include <list>
#include <mutex>
#include <utility>

namespace perimeter {

/// Warm starts of fits that go on: each is taken by one fit at a time and left again for the next, the least recently
/// used forgotten first, within a budget of bytes. Safe to use from several threads.
template <typename Key>
class WarmStarts {
public:
    explicit WarmStarts(std::size_t budget) : m_budget(budget) {}

    /// The warm start left under a key, or an empty one.
    [[nodiscard]] WarmStart take(const Key& key)
    {
        const std::lock_guard lock(m_mutex);
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            if (entry->first == key) {
                WarmStart warm = std::move(entry->second);
                m_entries.erase(entry);
                return warm;
            }
        }
        return {};
    }

    void leave(Key key, WarmStart warm)
    {
        const std::lock_guard lock(m_mutex);
        m_entries.emplace_front(std::move(key), std::move(warm));
        std::size_t bytes = 0;
        for (auto entry = m_entries.begin(); entry != m_entries.end();) {
            bytes += entry->second.bytes();
            entry = bytes > m_budget && entry != m_entries.begin() ? m_entries.erase(entry) : std::next(entry);
        }
    }

    void clear()
    {
        const std::lock_guard lock(m_mutex);
        m_entries.clear();
    }

private:
    std::mutex m_mutex;
    std::list<std::pair<Key, WarmStart>> m_entries; ///< most recently left first
    std::size_t m_budget;
};

} // namespace perimeter
