// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/tables/table_text.h"

#include "base/text.h"

#include <QFileInfo>

#include <cctype>
#include <map>
#include <string_view>

namespace perimeter {

namespace {

using Parts = std::map<std::string, std::string>;

/// The text with some of its parts replaced; of parts that begin alike the longest comes last in the map and counts.
std::string replaced(std::string_view text, const Parts& parts)
{
    std::string result;
    while (!text.empty()) {
        if (std::isalnum(static_cast<unsigned char>(text.front())) != 0) { // no part begins so
            result += text.front();
            text.remove_prefix(1);
            continue;
        }
        std::size_t length = 1;
        std::string_view next = text.substr(0, 1);
        for (const auto& [part, instead] : parts) {
            if (text.starts_with(part)) {
                length = part.size();
                next = instead;
            }
        }
        result += next;
        text.remove_prefix(length);
    }
    return result;
}

std::string latexText(const std::string& text)
{
    static const Parts parts = {{"\\", "\\textbackslash{}"},
                                {"&", "\\&"},
                                {"%", "\\%"},
                                {"$", "\\$"},
                                {"#", "\\#"},
                                {"_", "\\_"},
                                {"{", "\\{"},
                                {"}", "\\}"},
                                {"~", "\\textasciitilde{}"},
                                {"^", "\\textasciicircum{}"},
                                {"<", "\\textless{}"},
                                {">", "\\textgreater{}"},
                                {"|", "\\textbar{}"},
                                {"\"", "''"},
                                {"'", "\\textquotesingle{}"},
                                {"`", "\\textasciigrave{}"},
                                {"\r\n", " "},
                                {"\n", " "},
                                {"\r", " "},
                                {"\t", " "},
                                {"α", "$\\alpha$"},
                                {"ν", "$\\nu$"},
                                {"γ", "$\\gamma$"},
                                {"ρ", "$\\rho$"},
                                {"τ", "$\\tau$"},
                                {"Σ", "$\\Sigma$"},
                                {"±", "$\\pm$"},
                                {"−", "$-$"},
                                {"×", "$\\times$"},
                                {"·", "$\\cdot$"},
                                {"≤", "$\\leq$"},
                                {"≥", "$\\geq$"},
                                {"→", "$\\to$"},
                                {"∞", "$\\infty$"},
                                {"₁", "$_1$"},
                                {"²", "$^2$"},
                                {"–", "--"}};
    return replaced(text, parts);
}

std::string latexCell(const std::string& text)
{
    // A hyphen before a number is a minus.
    return text.starts_with('-') && parseNumber(text) ? "$-$" + latexText(text.substr(1)) : latexText(text);
}

/// A line of a tabular. What begins with a bracket or a star would be an argument of the line break before it.
std::string latexLine(const std::vector<std::string>& cells)
{
    std::string line;
    for (const std::string& cell : cells)
        line += (&cell == &cells.front() ? "" : " & ") + latexCell(cell);
    return (line.starts_with('[') || line.starts_with('*') ? "{}" : "") + line + " \\\\\n";
}

bool isInWord(std::string_view text, std::size_t place)
{
    return place < text.size() && (std::isalnum(static_cast<unsigned char>(text[place])) != 0 ||
                                   static_cast<unsigned char>(text[place]) >= 0x80);
}

/// Whatever means something in a line of Markdown, HTML within it too, means itself.
std::string markdownCell(const std::string& text)
{
    std::string cell;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n' || c == '\r' || c == '\t') {
            cell += c == '\r' && i + 1 < text.size() && text[i + 1] == '\n' ? "" : " ";
            continue;
        }
        // Within a word an underscore is one.
        const bool isMark = c == '_' ? !(i > 0 && isInWord(text, i - 1) && isInWord(text, i + 1))
                                     : std::string_view("\\|`*<[]~&$").find(c) != std::string_view::npos;
        cell += (isMark ? "\\" : "") + std::string(1, c);
    }
    return cell;
}

std::string markdownLine(const std::vector<std::string>& cells)
{
    std::string line = "|";
    for (const std::string& cell : cells)
        line += ' ' + markdownCell(cell) + " |";
    return line + '\n';
}

std::string guarded(const std::string& text)
{
    const bool isComputed = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    return isComputed && !parseNumber(text) ? '\'' + text : text;
}

std::string csvLine(const std::vector<std::string>& cells, CsvText text)
{
    // An empty line would be no row.
    if (cells.size() == 1 && cells.front().empty())
        return "\"\"\n";
    std::string line;
    for (const std::string& cell : cells)
        line += (&cell == &cells.front() ? "" : ",") + csvCell(text == CsvText::Guarded ? guarded(cell) : cell);
    return line + '\n';
}

} // namespace

TableText::Cells TableText::column(std::size_t place) const
{
    if (place < columns.size())
        return columns[place];
    return place == 0 ? TableText::Cells::Text : TableText::Cells::Number;
}

std::string csvCell(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    return '"' + replaced(text, {{"\"", "\"\""}}) + '"';
}

std::string asMarkdown(const TableText& table)
{
    std::string text = markdownLine(table.header) + '|';
    for (std::size_t column = 0; column < table.header.size(); ++column)
        text += table.column(column) == TableText::Cells::Text ? "---|" : "---:|";
    text += '\n';
    for (const std::vector<std::string>& row : table.rows)
        text += markdownLine(row);
    return text;
}

std::string asLatex(const TableText& table)
{
    std::string text = "\\begin{tabular}{";
    for (std::size_t column = 0; column < table.header.size(); ++column)
        text += table.column(column) == TableText::Cells::Text ? 'l' : 'r';
    text += "}\n\\toprule\n" + latexLine(table.header) + "\\midrule\n";
    for (const std::vector<std::string>& row : table.rows)
        text += latexLine(row);
    return text + "\\bottomrule\n\\end{tabular}\n";
}

std::string asCsv(const TableText& table, CsvText text)
{
    std::string csv = csvLine(table.header, text);
    for (const std::vector<std::string>& row : table.rows)
        csv += csvLine(row, text);
    return csv;
}

std::string inFormat(const TableText& table, TableFormat format, CsvText text)
{
    switch (format) {
    case TableFormat::Csv:
        return asCsv(table, text);
    case TableFormat::Markdown:
        return asMarkdown(table);
    case TableFormat::Latex:
        break;
    }
    return asLatex(table);
}

Expected<TableFormat> tableFormatOf(const std::string& path)
{
    const QString extension = QFileInfo(QString::fromStdString(path)).suffix().toLower();
    if (extension == u"csv")
        return TableFormat::Csv;
    if (extension == u"md")
        return TableFormat::Markdown;
    if (extension == u"tex")
        return TableFormat::Latex;
    return Unexpected(ErrorCode::TableFormatUnknown, {path});
}

} // namespace perimeter
