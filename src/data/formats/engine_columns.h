// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "data/table/table_content.h"

#include <string>
#include <vector>

namespace perimeter {

/// A column the engine found in a file that declares its types.
struct EngineColumn {
    std::string name;
    ColumnKind kind = ColumnKind::Text;
    std::string conversion; ///< SQL from that column to one of the types a relation may hold
};

/// The columns of `source`, a table function in SQL.
[[nodiscard]] Expected<std::vector<EngineColumn>> describeColumns(Engine& engine, const std::string& source,
                                                                  Progress& progress);

/// Enters them in `parts`, with names made unique; returns the select list "conversion AS c0, …".
[[nodiscard]] std::string enterColumns(const std::vector<EngineColumn>& columns, TableParts& parts);

} // namespace perimeter
