// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/expression/expression.h"
#include "data/steps/preparation.h"
#include "data/table/table_content.h"

#include <chrono>
#include <string>

namespace perimeter {

/// For a statement that evaluates a user's expression.
inline constexpr std::chrono::seconds patience{120};

/// The parts of a relation over `table`'s, yet without a name of its own: a view, unless it is made a table.
[[nodiscard]] TableParts above(const Table& table);
/// The same for rows that the step works out at once and holds.
[[nodiscard]] TableParts apartFrom(const Table& table);

/// Whether no two names differ in capital and small letters alone. Errors: NameTwice.
[[nodiscard]] Expected<void> checkDifferent(const std::vector<std::string>& names);

/// Adds a column, or replaces the one of its name: it is called so in the engine. Errors: NameTwice where another's
/// name differs in capital and small letters alone.
[[nodiscard]] Expected<std::string> enterColumn(TableParts& parts, Column column);

/// An expression in SQL.
struct CompiledExpression {
    std::string sql;
    ColumnKind kind = ColumnKind::Number;
    std::string rowsChanged;          ///< SQL, true in rows the zero division rule changes; empty without a division
    std::vector<std::string> columns; ///< it names
    std::string unit;                 ///< of Expression
};

/// Errors: Expression….
[[nodiscard]] Expected<CompiledExpression> compile(const std::string& expression, const std::string& step,
                                                   const TableParts& parts, const ZeroDivision& rule);

/// The relation that `statement` creates, with its rows counted.
[[nodiscard]] Expected<Table> counted(TableParts parts, const std::string& statement, Progress& progress);

// Steps over the columns of each row: prepare_rows.cpp.
[[nodiscard]] Expected<Table> applyStep(const Table& table, const Where& step, Progress& progress);
[[nodiscard]] Expected<Table> applyStep(const Table& table, const Derive& step, Progress& progress);
[[nodiscard]] Expected<Table> applyStep(const Table& table, const Select& step, Progress& progress);
[[nodiscard]] Expected<Table> applyStep(const Table& table, const Unit& step, Progress& progress);

// Steps over several rows: prepare_groups.cpp.
[[nodiscard]] Expected<Table> applyStep(const Table& table, const OnePer& step, Progress& progress);
[[nodiscard]] Expected<Table> applyStep(const Table& table, const Summarise& step, Progress& progress);
[[nodiscard]] Expected<Table> applyStep(const Table& table, const Next& step, Progress& progress);

} // namespace perimeter
