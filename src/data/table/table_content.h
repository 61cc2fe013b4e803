// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/engine/engine.h"
#include "data/engine/names.h"
#include "data/table/read.h"
#include "data/table/table.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// A relation in the engine: its columns are `row_number` and one per entry of `names`, of type BIGINT, DOUBLE,
/// BOOLEAN, TIMESTAMP (ColumnKind::Time) or VARCHAR, in the order of the file.
struct TableParts {
    std::shared_ptr<Engine> engine = {};
    std::string relation = {};
    bool isView = true;
    std::vector<Column> columns = {};
    std::vector<std::string> names = {}; ///< of the columns in the engine
    std::int64_t rows = 0;
    std::int64_t rowsInFile = 0;
    Format format = Format::Delimited;
    std::optional<Dialect> dialect = {};
    std::vector<Notice> notices = {};
    std::size_t bytes = 0;
    /// Of each preparation step so far, the columns that it computes from.
    std::vector<std::vector<std::string>> stepColumns = {};
    /// What the relation reads where it is in memory beside the engine.
    std::shared_ptr<const EngineNumbers> numbers = {};
    /// Relations this one is a view of.
    std::vector<std::shared_ptr<const Table::Content>> beneath = {};
};

class Table::Content {
public:
    explicit Content(TableParts parts) : m_parts(std::move(parts)) {}
    ~Content();
    Content(const Content&) = delete;
    Content& operator=(const Content&) = delete;

    [[nodiscard]] const TableParts& parts() const { return m_parts; }
    /// The index of the column of that name, or ErrorCode::UnknownColumn.
    [[nodiscard]] Expected<std::size_t> find(const std::string& name) const;

private:
    TableParts m_parts;
};

/// SQL for a column as DOUBLE: booleans 0 and 1, times seconds since 1970. Not for text.
[[nodiscard]] std::string asNumber(const TableParts& parts, std::size_t column);

/// The first rows as readCells gives them.
[[nodiscard]] Expected<TextCells> readFirstCells(const Table& table, int rows, Progress& progress);

[[nodiscard]] Table makeTable(TableParts parts);

/// Names for columns: empty ones become column1, column2, …, repeated ones (case ignored) get _2, _3, …; each change is
/// a NoticeCode::ColumnRenamed.
[[nodiscard]] std::vector<std::string> uniqueNames(std::vector<std::string> names, std::vector<Notice>& notices);

} // namespace perimeter
