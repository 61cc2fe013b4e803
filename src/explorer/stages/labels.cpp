// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/stages/labels.h"

#include "base/text.h"
#include "data/table/read.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace perimeter {

namespace {

/// Of a point: 0, 1, or no label.
constexpr std::uint8_t none = 2;

/// Why a column of text is none of labels.
Unexpected noTextLabels(const Table& table, const std::string& column, Progress& progress)
{
    PERIMETER_TRY(const std::vector<std::optional<std::string>> texts, readText(table, column, progress));
    const auto some = std::ranges::find_if(texts, [](const auto& text) { return text.has_value(); });
    return some == texts.end() ? Unexpected(ErrorCode::NothingLabelled, {column})
                               : Unexpected(ErrorCode::LabelNotBinary, {column, **some});
}

/// Takes over what the column says of the points that have no label yet.
Expected<void> takeColumn(std::vector<std::uint8_t>& marks, const Table& table, const std::string& column,
                          const Projection& projection, Progress& progress)
{
    const Expected<Column> found = table.column(column);
    if (!found)
        return Unexpected(ErrorCode::NoSuchLabel, {column});
    if (found->kind == ColumnKind::Text)
        return noTextLabels(table, column, progress);
    const std::array names = {column};
    PERIMETER_TRY(const NumberColumns numbers, readNumbers(table, names, progress));
    for (std::size_t row = 0; row < numbers.rows.size(); ++row) {
        const std::optional<std::size_t> point = projection.place(numbers.rows[row]);
        const double value = numbers.values[0][row];
        if (!point || marks[*point] != none || std::isnan(value))
            continue;
        if (value != 0 && value != 1)
            return Unexpected(ErrorCode::LabelNotBinary, {column, formatNumber(value)});
        marks[*point] = value == 1 ? 1 : 0;
    }
    return {};
}

} // namespace

std::int64_t Labels::outliers() const
{
    return std::accumulate(outlier.begin(), outlier.end(), std::int64_t{0});
}

std::int64_t Labels::inliers() const
{
    return static_cast<std::int64_t>(outlier.size()) - outliers();
}

Expected<Labels> readLabels(const Table& table, const LabelSource& source, const Projection& projection,
                            Progress& progress)
{
    if (!projection.isHeld())
        return Unexpected(ErrorCode::TooManyToLabel,
                          {std::to_string(projection.rowsUsed), std::to_string(mostHeldRows)});
    Labels labels{.source = source, .points = {}, .outlier = {}};
    std::vector<std::uint8_t> marks(projection.rows.size(), none);
    for (const RowLabels::Entry& entry : source.byHand.entries()) {
        if (const std::optional<std::size_t> point = projection.place(entry.row))
            marks[*point] = entry.label == RowLabel::Outlier ? 1 : 0;
        else
            ++labels.notUsed;
    }
    if (!source.column.empty())
        PERIMETER_CHECK(takeColumn(marks, table, source.column, projection, progress));
    for (std::size_t point = 0; point < marks.size(); ++point) {
        if (marks[point] == none)
            continue;
        labels.points.push_back(point);
        labels.outlier.push_back(marks[point]);
    }
    labels.unlabelled = static_cast<std::int64_t>(marks.size() - labels.points.size());
    if (labels.points.empty())
        return Unexpected(ErrorCode::NothingLabelled, {source.column});
    return labels;
}

} // namespace perimeter
