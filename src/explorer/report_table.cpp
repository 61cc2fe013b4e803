// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/report_table.h"

#include <map>
#include <string_view>

namespace perimeter {

namespace {

/// The text with some of its parts replaced.
std::string replaced(std::string_view text, const std::map<std::string, std::string>& parts)
{
    std::string result;
    while (!text.empty()) {
        std::size_t length = 1;
        std::string_view next = text.substr(0, 1);
        for (const auto& [part, instead] : parts) {
            if (text.starts_with(part)) {
                length = part.size();
                next = instead;
                break;
            }
        }
        result += next;
        text.remove_prefix(length);
    }
    return result;
}

std::string latexCell(const std::string& text)
{
    static const std::map<std::string, std::string> parts = {{"\\", "\\textbackslash{}"},
                                                             {"&", "\\&"},
                                                             {"%", "\\%"},
                                                             {"$", "\\$"},
                                                             {"#", "\\#"},
                                                             {"_", "\\_"},
                                                             {"{", "\\{"},
                                                             {"}", "\\}"},
                                                             {"~", "\\textasciitilde{}"},
                                                             {"^", "\\textasciicircum{}"},
                                                             {"ν", "$\\nu$"},
                                                             {"γ", "$\\gamma$"},
                                                             {"±", "$\\pm$"},
                                                             {"−", "$-$"},
                                                             {"ρ", "$\\rho$"}};
    return replaced(text, parts);
}

std::string markdownCell(const std::string& text)
{
    static const std::map<std::string, std::string> parts = {{"|", "\\|"}, {"\n", " "}};
    return replaced(text, parts);
}

template <typename Cell>
std::string joined(const std::vector<std::string>& cells, const std::string& between, Cell&& cell)
{
    std::string line;
    for (std::size_t column = 0; column < cells.size(); ++column)
        line += (column ? between : "") + cell(cells[column]);
    return line;
}

} // namespace

std::string csvCell(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    return '"' + replaced(text, {{"\"", "\"\""}}) + '"';
}

std::string asMarkdown(const ReportTable& table)
{
    std::string text = "| " + joined(table.header, " | ", markdownCell) + " |\n|---|";
    for (std::size_t column = 1; column < table.header.size(); ++column)
        text += "---:|";
    text += '\n';
    for (const std::vector<std::string>& row : table.rows)
        text += "| " + joined(row, " | ", markdownCell) + " |\n";
    return text;
}

std::string asLatex(const ReportTable& table)
{
    std::string text = "\\begin{tabular}{l" + std::string(table.header.size() - 1, 'r') + "}\n\\toprule\n" +
                       joined(table.header, " & ", latexCell) + " \\\\\n\\midrule\n";
    for (const std::vector<std::string>& row : table.rows)
        text += joined(row, " & ", latexCell) + " \\\\\n";
    return text + "\\bottomrule\n\\end{tabular}\n";
}

std::string asCsv(const ReportTable& table)
{
    std::string text = joined(table.header, ",", csvCell) + '\n';
    for (const std::vector<std::string>& row : table.rows)
        text += joined(row, ",", csvCell) + '\n';
    return text;
}

} // namespace perimeter
