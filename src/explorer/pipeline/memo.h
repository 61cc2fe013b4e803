// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <utility>

namespace perimeter {

/// Remembers results by equal inputs, the least recently used forgotten first, within a budget of bytes. The newest
/// result is always kept. Safe to use from several threads.
template <typename Key, typename Value>
class Memo {
public:
    explicit Memo(std::size_t budget) : m_budget(budget) {}

    [[nodiscard]] std::shared_ptr<const Value> find(const Key& key)
    {
        const std::lock_guard lock(m_mutex);
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            if (entry->key == key) {
                m_entries.splice(m_entries.begin(), m_entries, entry);
                return entry->value;
            }
        }
        return nullptr;
    }

    void insert(Key key, std::shared_ptr<const Value> value, std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        m_entries.push_front({std::move(key), std::move(value), bytes});
        m_bytes += bytes;
        while (m_bytes > m_budget && m_entries.size() > 1) {
            m_bytes -= m_entries.back().bytes;
            m_entries.pop_back();
        }
    }

    void clear()
    {
        const std::lock_guard lock(m_mutex);
        m_entries.clear();
        m_bytes = 0;
    }

    [[nodiscard]] std::size_t bytes() const
    {
        const std::lock_guard lock(m_mutex);
        return m_bytes;
    }

private:
    struct Entry {
        Key key;
        std::shared_ptr<const Value> value;
        std::size_t bytes;
    };

    mutable std::mutex m_mutex;
    std::list<Entry> m_entries; ///< most recently used first
    std::size_t m_bytes = 0;
    std::size_t m_budget;
};

} // namespace perimeter
