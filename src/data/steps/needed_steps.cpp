// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/steps/needed_steps.h"

#include "data/table/table_content.h"

#include <algorithm>
#include <optional>
#include <set>

namespace perimeter {

namespace {

/// Goes through the steps from the last to the first, and knows which columns the steps after one need. A step becomes
/// what is needed of it, or nothing.
class Needs {
public:
    explicit Needs(const std::vector<std::string>& columns) : m_columns(columns.begin(), columns.end()) {}

    /// `from`: the columns that the step computes from.
    std::optional<PreparationStep> of(const PreparationStep& step, const std::vector<std::string>& from)
    {
        if (m_isAll)
            return step;
        return std::visit([&](const auto& each) { return ofStep(each, from); }, step);
    }

private:
    std::optional<PreparationStep> ofStep(const Where& step, const std::vector<std::string>& from)
    {
        m_columns.insert(from.begin(), from.end());
        return step;
    }

    std::optional<PreparationStep> ofStep(const Derive& step, const std::vector<std::string>& from)
    {
        if (m_columns.erase(step.name) == 0)
            return std::nullopt;
        m_columns.insert(from.begin(), from.end());
        return step;
    }

    std::optional<PreparationStep> ofStep(const OnePer& step, const std::vector<std::string>& from)
    {
        m_columns.insert(from.begin(), from.end());
        // Every number has a say in which row is the largest.
        m_isAll = step.rule == OnePer::Rule::Largest;
        return step;
    }

    /// Columns that are not needed need not be there to be dropped.
    std::optional<PreparationStep> ofStep(const Select&, const std::vector<std::string>&) const
    {
        if (m_columns.empty())
            return std::nullopt;
        return Select{Select::Rule::Keep, {m_columns.begin(), m_columns.end()}};
    }

    std::optional<PreparationStep> ofStep(const Summarise& step, const std::vector<std::string>& from)
    {
        m_columns = {from.begin(), from.end()};
        return step;
    }

    std::optional<PreparationStep> ofStep(const Next& step, const std::vector<std::string>& from)
    {
        std::size_t needed = m_columns.erase("until_next");
        for (const std::string& name : step.columns)
            needed += m_columns.erase("next_" + name);
        if (needed == 0)
            return std::nullopt;
        m_columns.insert(from.begin(), from.end());
        return step;
    }

    std::optional<PreparationStep> ofStep(const Unit& step, const std::vector<std::string>& from) const
    {
        Unit needed{{}, step.unit};
        std::ranges::copy_if(from, std::back_inserter(needed.columns),
                             [this](const std::string& name) { return m_columns.contains(name); });
        return needed.columns.empty() ? std::nullopt : std::optional<PreparationStep>(std::move(needed));
    }

    std::set<std::string> m_columns;
    bool m_isAll = false;
};

} // namespace

Preparation neededSteps(const Preparation& preparation, const Table& prepared, const std::vector<std::string>& columns)
{
    const std::vector<std::vector<std::string>>& from = prepared.content().parts().stepColumns;
    Needs needs(columns);
    Preparation needed;
    for (std::size_t i = preparation.steps.size(); i-- > 0;)
        if (std::optional<PreparationStep> step = needs.of(preparation.steps[i], from[i]))
            needed.steps.push_back(*std::move(step));
    std::ranges::reverse(needed.steps);
    return needed;
}

} // namespace perimeter
