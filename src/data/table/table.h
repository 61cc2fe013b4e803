// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/indices.h"
#include "base/notice.h"
#include "base/progress.h"
#include "data/table/source.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace perimeter {

enum class ColumnKind {
    Number,
    Boolean,  ///< read as 0 and 1
    Time,     ///< dates and times, read as seconds since 1970-01-01 UTC
    Duration, ///< read as seconds
    Text      ///< kept for labels, filters and identity; never an axis
};

/// "s" for times and durations.
[[nodiscard]] std::string unitOf(ColumnKind kind);

struct Column {
    std::string name;
    ColumnKind kind = ColumnKind::Text;
    std::string unit = {}; ///< "s" for durations and times, else empty unless the file says it

    bool operator==(const Column&) const = default;
};

/// Rows and columns held by the data engine: a handle, cheap to copy, immutable, usable from any thread (one call at a
/// time is carried out). Its last copy closes the engine.
class Table {
public:
    class Content;
    explicit Table(std::shared_ptr<const Content> content);

    [[nodiscard]] const std::vector<Column>& columns() const;
    /// The column of that name, or ErrorCode::UnknownColumn with the nearest name.
    [[nodiscard]] Expected<Column> column(const std::string& name) const;
    [[nodiscard]] std::int64_t rows() const;
    /// Rows of the file the table was opened from, before any preparation.
    [[nodiscard]] std::int64_t rowsInFile() const;
    [[nodiscard]] Format format() const;
    /// The dialect a delimited file was read with.
    [[nodiscard]] const std::optional<Dialect>& dialect() const;
    /// What opening and preparing had to say: rows joined more than once, zero divisions, …
    [[nodiscard]] const std::vector<Notice>& notices() const;
    /// Bytes the table holds in memory, for the pipeline's cache.
    [[nodiscard]] std::size_t bytes() const;

    [[nodiscard]] const Content& content() const { return *m_content; }
    [[nodiscard]] const std::shared_ptr<const Content>& share() const { return m_content; }

private:
    std::shared_ptr<const Content> m_content;
};

} // namespace perimeter
