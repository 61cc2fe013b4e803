// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/fit_rows.h"

#include "base/text.h"
#include "cli/output.h"
#include "cli/words.h"

#include <cmath>

namespace perimeter {

namespace {

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

std::string cell(double value)
{
    return std::isnan(value) ? std::string() : formatNumber(value);
}

std::string header(const Outcome& outcome)
{
    const Projection& projection = *outcome.panes.front().points->projection;
    std::string line = "row," + csvField(projection.features[0].name) + ',' + csvField(projection.features[1].name);
    for (const PaneOutcome& pane : outcome.panes) {
        const std::string& word = wordOf(detectorWords(), pane.plan.lines.front().detector);
        line += ',' + word + "_decision," + word + "_class";
    }
    return line + '\n';
}

std::string classCells(const LineOutcome& line, std::optional<std::size_t> point)
{
    if (!point || !line.fit || !line.fit->classes)
        return ",,";
    const Verdict verdict = line.fit->verdict(*point);
    return ',' + cell(verdict.decision) + (verdict.outlier ? ",-1" : ",1");
}

} // namespace

Expected<void> writeRows(const Outcome& outcome, const std::string& path)
{
    const Projection& projection = *outcome.panes.front().points->projection;
    NoProgress progress;
    const std::vector<std::string> names = {projection.features[0].name, projection.features[1].name};
    const Expected<NumberColumns> columns = readNumbers(*outcome.table, names, progress);
    if (!columns)
        return columns.unexpected();
    std::string content = header(outcome);
    for (std::size_t row = 0; row < columns->rows.size(); ++row) {
        content += std::to_string(columns->rows[row].value) + ',' + cell(columns->values[0][row]) + ',' +
                   cell(columns->values[1][row]);
        const std::optional<std::size_t> point = projection.place(columns->rows[row]);
        for (const PaneOutcome& pane : outcome.panes)
            content += classCells(pane.lines.front(), point);
        content += '\n';
    }
    return writeFile(path, content);
}

} // namespace perimeter
