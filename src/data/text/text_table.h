// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "data/table/table_content.h"
#include "data/text/cell_kind.h"
#include "data/text/record_reader.h"

#include <functional>
#include <string>
#include <vector>

namespace perimeter {

/// A text file of records, its layout decided.
struct TextLayout {
    std::string path;
    Encoding encoding = Encoding::Utf8;
    RecordFormat format = {};
    char decimal = '.';
    bool header = true;
    std::size_t columns = 0;               ///< 0: as many as the first record has
    std::optional<std::string> unset = {}; ///< what a missing cell holds, besides nothing
};

/// What one pass over all of a file found.
struct TextScan {
    std::vector<std::string> header; ///< the first record's cells, if the layout has a header
    std::vector<ColumnKinds> columns;
    std::int64_t rows = 0;
    std::size_t longest = 0; ///< bytes of the longest record
    bool byteOrderMark = false;
    Irregularities irregularities;
};

/// How a column goes from the file's text into the engine.
struct ColumnPlan {
    std::string readType;   ///< type the engine's reader is told
    std::string conversion; ///< SQL from the column as read to the column as kept
};

/// Reads the file once: names, kinds from all cells, shape. ErrorCode::RaggedRow at the first record of another length,
/// and the errors of RecordReader.
[[nodiscard]] Expected<TextScan> scanText(const TextLayout& layout, Progress& progress);

/// Loads the scanned file into a table of the engine and returns the table's name. A file the engine's reader could
/// read otherwise than the scan did is first written to a staging file as plain CSV.
[[nodiscard]] Expected<std::string> loadText(Engine& engine, const TextLayout& layout, const TextScan& scan,
                                             std::span<const ColumnPlan> plans, Progress& progress);

/// Makes `table` (c0, c1, … in the order of the file) a relation with row numbers.
[[nodiscard]] Expected<Table> withRowNumbers(TableParts parts, const std::string& table, Progress& progress);

} // namespace perimeter
