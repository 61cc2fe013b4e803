// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/fit/fit_rows.h"

#include "base/text.h"
#include "data/table/read.h"
#include "explorer/storage/written_file.h"
#include "explorer/tables/table_text.h"
#include "explorer/value/words.h"

#include <cmath>

namespace perimeter {

namespace {

std::string numberCell(double value)
{
    return std::isnan(value) ? std::string() : formatNumber(value);
}

std::string rowsHeader(const Outcome& outcome)
{
    const Projection& projection = *outcome.panes.front().points->projection;
    std::string line = "row," + csvCell(projection.features[0].name) + ',' + csvCell(projection.features[1].name);
    for (const PaneOutcome& pane : outcome.panes) {
        const std::string& word = wordOf(detectorWords(), pane.plan.lines.front().detector);
        line += ',' + word + "_decision," + word + "_class";
    }
    return line + '\n';
}

/// The decision value and class of a row by its coordinates; nothing where one of them is not finite.
std::string classCells(const LineOutcome& line, double x, double y)
{
    if (!std::isfinite(x) || !std::isfinite(y) || !line.fit || !line.fit->classes)
        return ",,";
    const Scaling& scaling = line.fit->scaled->scaling;
    const Verdict verdict = line.fit->verdictAt({scaling.toScaled(0, x), scaling.toScaled(1, y)});
    return ',' + numberCell(verdict.decision) + (verdict.outlier ? ",-1" : ",1");
}

} // namespace

Expected<void> writeRows(const Outcome& outcome, const std::string& path)
{
    const Projection& projection = *outcome.panes.front().points->projection;
    const std::vector<std::string> names = {projection.features[0].name, projection.features[1].name};
    return writeFile(path, [&](const Write& write) {
        bool isWritten = write(rowsHeader(outcome));
        const auto take = [&](const NumberColumns& columns) {
            std::string lines;
            for (std::size_t row = 0; row < columns.rows.size(); ++row) {
                const double x = columns.values[0][row];
                const double y = columns.values[1][row];
                lines += std::to_string(columns.rows[row].value) + ',' + numberCell(x) + ',' + numberCell(y);
                for (const PaneOutcome& pane : outcome.panes)
                    lines += classCells(pane.lines.front(), x, y);
                lines += '\n';
            }
            isWritten = isWritten && write(lines);
            return isWritten;
        };
        NoProgress progress;
        return visitNumbers(*outcome.table, names, progress, take);
    });
}

} // namespace perimeter
