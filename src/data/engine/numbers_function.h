// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/engine/engine.h"

#include <duckdb.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

namespace perimeter {

inline constexpr const char* numbersFunction = "numbers_in_memory";

/// The numbers presented to an engine, by the number its statements know them by.
class NumbersRegistry {
public:
    std::int64_t add(std::weak_ptr<const EngineNumbers> numbers)
    {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_numbers, [](const auto& each) { return each.second.expired(); });
        m_numbers.emplace(++m_last, std::move(numbers));
        return m_last;
    }

    [[nodiscard]] std::shared_ptr<const EngineNumbers> find(std::int64_t number)
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_numbers.find(number);
        return found == m_numbers.end() ? nullptr : found->second.lock();
    }

private:
    std::mutex m_mutex;
    std::map<std::int64_t, std::weak_ptr<const EngineNumbers>> m_numbers;
    std::int64_t m_last = 0;
};

/// Makes numbers in memory a table function of the engine.
[[nodiscard]] bool registerNumbers(duckdb_connection connection, NumbersRegistry* registry);

} // namespace perimeter
