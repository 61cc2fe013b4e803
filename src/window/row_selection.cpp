// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/row_selection.h"

#include <algorithm>

namespace perimeter {

std::optional<RowNumber> RowSelection::only() const
{
    return m_rows.size() == 1 ? std::optional(m_rows.front()) : std::nullopt;
}

void RowSelection::select(const std::vector<RowNumber>& rows)
{
    std::vector<RowNumber> ascending = rows;
    std::ranges::sort(ascending);
    const auto repeated = std::ranges::unique(ascending);
    ascending.erase(repeated.begin(), repeated.end());
    if (ascending == m_rows)
        return;
    m_rows = std::move(ascending);
    Q_EMIT changed();
}

void RowSelection::selectOnly(std::optional<RowNumber> row)
{
    select(row ? std::vector{*row} : std::vector<RowNumber>());
}

} // namespace perimeter
