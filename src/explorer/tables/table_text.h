// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// A table for documents: UTF-8, numbers in the C locale.
struct TableText {
    /// What the cells of a column are; numbers stand flush right.
    enum class Cells : std::uint8_t { Text, Number };

    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
    std::vector<Cells> columns = {}; ///< where there is none: the first is text, the others are numbers

    [[nodiscard]] Cells column(std::size_t place) const;
};

enum class TableFormat { Csv, Markdown, Latex };

/// What is done with text that a spreadsheet would compute, beginning with = + - @ TAB or CR: nothing, or an
/// apostrophe before it. Numbers stay numbers either way.
enum class CsvText { AsIs, Guarded };

/// A table of GitHub's Markdown.
[[nodiscard]] std::string asMarkdown(const TableText& table);
/// A tabular of the package booktabs.
[[nodiscard]] std::string asLatex(const TableText& table);
/// RFC 4180, with a line end of \n.
[[nodiscard]] std::string asCsv(const TableText& table, CsvText text = CsvText::AsIs);
[[nodiscard]] std::string inFormat(const TableText& table, TableFormat format, CsvText text = CsvText::AsIs);

/// The format of a file by its extension, csv, md or tex. Errors: TableFormatUnknown.
[[nodiscard]] Expected<TableFormat> tableFormatOf(const std::string& path);

/// A cell of CSV, quoted where it must be.
[[nodiscard]] std::string csvCell(const std::string& text);

} // namespace perimeter
