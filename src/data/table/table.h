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

/// Opens a file, deciding format and dialect from its content where the source does not fix them.
[[nodiscard]] Expected<Table> openTable(const Source& source, Progress& progress);

/// Numeric columns side by side: `values[c][r]`; missing cells are NaN. Rows are in the table's order.
struct NumberColumns {
    std::vector<std::vector<double>> values;
    std::vector<RowNumber> rows;
};

/// Reads columns of any kind but text; a text column is ErrorCode::ColumnIsText.
[[nodiscard]] Expected<NumberColumns> readNumbers(const Table& table, std::span<const std::string> names,
                                                  Progress& progress);

/// The same in pieces of some thousand rows, for tables too large to hold, until `take` has enough.
[[nodiscard]] Expected<void> visitNumbers(const Table& table, std::span<const std::string> names, Progress& progress,
                                          const std::function<bool(const NumberColumns&)>& take);

/// Cells as text (missing cells are nothing): one entry per row asked for, in the order asked, each with a cell per
/// column. Times and numbers are written in the C locale.
using TextCells = std::vector<std::vector<std::optional<std::string>>>;
[[nodiscard]] Expected<TextCells> readCells(const Table& table, std::span<const RowNumber> rows, Progress& progress);

/// One row of text per row in the table's order for one column: labels and identities.
[[nodiscard]] Expected<std::vector<std::optional<std::string>>> readText(const Table& table, const std::string& name,
                                                                         Progress& progress);

/// Checks what the path alone decides: ErrorCode::UnknownExtension unless it ends in .csv or .parquet.
[[nodiscard]] Expected<void> checkTablePath(const std::string& path);

/// Writes the table as CSV (UTF-8, comma, `"`) or Parquet, by the path's extension: to a staging file beside it that is
/// renamed over it at the end, so a failure leaves nothing.
[[nodiscard]] Expected<void> writeTable(const Table& table, const std::string& path, Progress& progress);

} // namespace perimeter
