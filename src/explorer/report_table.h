// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace perimeter {

/// A table for documents: UTF-8, numbers in the C locale. The first column is text, the others are numbers.
struct ReportTable {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

[[nodiscard]] std::string asMarkdown(const ReportTable& table);
/// A tabular of the package booktabs.
[[nodiscard]] std::string asLatex(const ReportTable& table);
/// RFC 4180, with a line end of \n.
[[nodiscard]] std::string asCsv(const ReportTable& table);

/// A cell of CSV, quoted where it must be.
[[nodiscard]] std::string csvCell(const std::string& text);

} // namespace perimeter
