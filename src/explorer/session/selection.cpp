// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/session/selection.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace perimeter {

std::optional<RowNumber> Selection::only() const
{
    return m_rows.size() == 1 ? std::optional(m_rows.front()) : std::nullopt;
}

void Selection::select(const std::vector<RowNumber>& rows)
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

void Selection::selectOnly(std::optional<RowNumber> row)
{
    select(row ? std::vector{*row} : std::vector<RowNumber>());
}

void Selection::list(const std::vector<RowNumber>& rows)
{
    select(rows);
    Q_EMIT listAsked();
}

void Selection::hover(std::optional<RowNumber> row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    Q_EMIT hoveredChanged();
}

void Selection::colorBy(std::shared_ptr<const PointDepth> depth)
{
    if (depth == m_depth)
        return;
    m_depth = std::move(depth);
    Q_EMIT depthChanged();
}

void Selection::keepShown(const Outcome& outcome)
{
    const bool isSame = outcome.exploration.source == m_source && outcome.exploration.preparation == m_preparation;
    m_source = outcome.exploration.source;
    m_preparation = outcome.exploration.preparation;
    const auto isShown = [&](RowNumber row) {
        return std::ranges::any_of(outcome.panes, [&](const PaneOutcome& pane) {
            if (!pane.points)
                return false;
            // Which rows there are is not known one by one where they are not held.
            const Projection& projection = *pane.points->projection;
            return projection.isHeld() ? projection.place(row).has_value() : isSame;
        });
    };
    std::vector<RowNumber> kept;
    std::ranges::copy_if(m_rows, std::back_inserter(kept), isShown);
    select(kept);
}

} // namespace perimeter
