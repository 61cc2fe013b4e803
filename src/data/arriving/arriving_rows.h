// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/arriving/line_source.h"
#include "data/engine/engine.h"
#include "data/table/table.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// What arrived at once.
struct Arrival {
    Table table;                 ///< rows are numbered from 1 within it
    std::int64_t rowsBefore = 0; ///< rows that arrived before
    std::int64_t unreadable = 0; ///< cells that are not of their column's kind, and missing here
};

/// Makes tables of lines as they arrive: of a Zeek log, JSON Lines, or delimited text with or without a header, one
/// record per line. Every file that begins may bring a header of its own; one without continues under the former.
class ArrivingRows {
public:
    /// `name` is what errors call the rows' source. `known`: the kinds of columns. Those of others are taken from the
    /// first rows.
    [[nodiscard]] static Expected<ArrivingRows> open(const std::string& name, const DialectChoice& dialect,
                                                     std::vector<Column> known);

    /// Nothing while there is no row. Errors: UnfollowableFormat; those of opening a file of such lines, but for lines
    /// that are no records: these are passed over and counted.
    [[nodiscard]] Expected<std::optional<Arrival>> take(const Lines& lines, Progress& progress);

    [[nodiscard]] std::int64_t rows() const { return m_rows; }
    /// Lines passed over because they are no records, or were cut off.
    [[nodiscard]] std::int64_t brokenLines() const { return m_broken; }

private:
    ArrivingRows(std::shared_ptr<Engine> engine, std::string name, const DialectChoice& dialect,
                 std::vector<Column> known);
    [[nodiscard]] std::string stagingPath() const;
    [[nodiscard]] Expected<std::optional<Arrival>> taken(const Lines& lines, Progress& progress);
    [[nodiscard]] Expected<void> startFile(std::string& rows);
    [[nodiscard]] bool isHeader(const std::string& line) const;
    [[nodiscard]] Expected<bool> settleDialect(std::string& rows, bool ended);
    [[nodiscard]] Expected<std::string> write(const std::string& text) const;
    [[nodiscard]] Expected<Table> open(const std::string& rows, Progress& progress) const;
    [[nodiscard]] Expected<std::optional<Table>> openRecords(std::string rows, Progress& progress);
    [[nodiscard]] Expected<std::string> recordsOf(const std::string& rows, Progress& progress);
    [[nodiscard]] Expected<std::string> jsonRecordsOf(const std::string& rows, Progress& progress);

    std::shared_ptr<Engine> m_engine;
    std::string m_name;
    DialectChoice m_dialect;
    std::vector<Column> m_known;
    std::optional<Format> m_format;
    bool m_isSettled = false;      ///< the dialect is known in full
    std::string m_header;          ///< lines at the top of the file
    std::string m_waiting;         ///< rows that come before the dialect is known
    std::size_t m_fields = 0;      ///< of a record
    std::int64_t m_rowsInFile = 0; ///< of the file that began last
    std::int64_t m_rows = 0;
    std::int64_t m_broken = 0;
};

} // namespace perimeter
