// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace perimeter {

/// Undo as a list of values with a place in it. Data are shared by the values, so a step costs little.
template <typename Value>
class History {
public:
    explicit History(Value first = {}) : m_values{std::move(first)} {}

    [[nodiscard]] const Value& current() const { return m_values[m_place]; }
    [[nodiscard]] bool canUndo() const { return m_place > 0; }
    [[nodiscard]] bool canRedo() const { return m_place + 1 < m_values.size(); }

    /// What undo() and redo() lead to, where they lead anywhere.
    [[nodiscard]] const Value& previous() const { return m_values[m_place - (canUndo() ? 1 : 0)]; }
    [[nodiscard]] const Value& next() const { return m_values[m_place + (canRedo() ? 1 : 0)]; }

    /// A new step; what had been undone is gone.
    void push(Value value)
    {
        m_values.resize(m_place + 1);
        m_values.push_back(std::move(value));
        if (m_values.size() > depth)
            m_values.erase(m_values.begin());
        m_place = m_values.size() - 1;
    }

    /// Changes the current step in place: the later moves of one drag.
    void amend(Value value)
    {
        m_values.resize(m_place + 1);
        m_values.back() = std::move(value);
    }

    void undo() { m_place -= canUndo() ? 1 : 0; }
    void redo() { m_place += canRedo() ? 1 : 0; }

private:
    static constexpr std::size_t depth = 1000;
    std::vector<Value> m_values;
    std::size_t m_place = 0;
};

} // namespace perimeter
