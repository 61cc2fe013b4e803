// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/value/row_labels.h"

#include <algorithm>

namespace perimeter {

RowLabels::RowLabels(std::vector<Entry> entries)
{
    std::ranges::stable_sort(entries, {}, &Entry::row);
    std::vector<Entry> last;
    last.reserve(entries.size());
    for (const Entry& entry : entries) {
        if (!last.empty() && last.back().row == entry.row)
            last.back() = entry;
        else
            last.push_back(entry);
    }
    if (!last.empty())
        m_entries = std::make_shared<const std::vector<Entry>>(std::move(last));
}

std::span<const RowLabels::Entry> RowLabels::entries() const
{
    return m_entries ? std::span<const Entry>(*m_entries) : std::span<const Entry>();
}

std::optional<RowLabel> RowLabels::of(RowNumber row) const
{
    const std::span<const Entry> all = entries();
    const auto found = std::ranges::lower_bound(all, row, {}, &Entry::row);
    return found != all.end() && found->row == row ? std::optional(found->label) : std::nullopt;
}

RowLabels RowLabels::with(std::span<const RowNumber> rows, RowLabel label) const
{
    std::vector<Entry> all(entries().begin(), entries().end());
    for (const RowNumber row : rows)
        all.push_back({row, label});
    return RowLabels(std::move(all));
}

RowLabels RowLabels::without(std::span<const RowNumber> rows) const
{
    std::vector<RowNumber> gone(rows.begin(), rows.end());
    std::ranges::sort(gone);
    std::vector<Entry> left;
    std::ranges::copy_if(entries(), std::back_inserter(left),
                         [&](const Entry& entry) { return !std::ranges::binary_search(gone, entry.row); });
    return RowLabels(std::move(left));
}

bool RowLabels::operator==(const RowLabels& other) const
{
    return m_entries == other.m_entries || std::ranges::equal(entries(), other.entries());
}

} // namespace perimeter
