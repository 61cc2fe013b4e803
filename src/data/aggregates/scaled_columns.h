// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"

#include <span>
#include <string>
#include <vector>

namespace perimeter {

/// A column and its way to scaled space: (g(x) − center) / spread, g(x) = log(1 + x) or x itself.
struct ScaledColumn {
    std::string name;
    bool logarithm = false;
    double center = 0;
    double spread = 1;

    /// From g(x) to scaled space, by the same arithmetic in the same order as in memory and in SQL.
    [[nodiscard]] double scaled(double g) const { return (g - center) / spread; }

    bool operator==(const ScaledColumn&) const = default;
};

/// SQL over the rows of a table in which each of several columns is finite.
class ScaledColumnsSql {
public:
    /// Errors: UnknownColumn, ColumnIsText.
    [[nodiscard]] static Expected<ScaledColumnsSql> over(const Table& table, std::span<const ScaledColumn> columns);

    /// A subquery of these rows: the columns as they are under the names v0, v1, …, and the row number.
    [[nodiscard]] std::string rows() const;
    /// The same of all rows, for a fold that leaves out itself where a value is not finite: sooner done than by the
    /// engine, which copies what it keeps.
    [[nodiscard]] std::string everyRow() const;
    /// g(v0), g(v1), …: missing where the logarithm has no value.
    [[nodiscard]] std::string transformed(std::size_t column) const;
    /// v0, v1, … in scaled space, by the same arithmetic in the same order as in memory.
    [[nodiscard]] std::string scaled(std::size_t column) const;

private:
    [[nodiscard]] std::string rowsWhere(const std::string& condition) const;

    std::vector<ScaledColumn> m_columns;
    std::vector<std::string> m_values; ///< as DOUBLE, in the relation
    std::string m_relation;
};

} // namespace perimeter
