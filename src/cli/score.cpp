// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/output.h"
#include "cli/score_printer.h"

namespace perimeter {

Expected<void> scoreFile(const std::string& model, const Source& source, const ScoreOutput& output)
{
    const Expected<Scorer> scorer = openScorer(model, output);
    if (!scorer)
        return scorer.unexpected();
    NoProgress progress;
    const Expected<Table> table = openTable(source, progress);
    if (!table)
        return table.unexpected();
    if (const Expected<void> checked = scorer->checkTable(*table, progress); !checked)
        return checked;
    ScorePrinter printer(*scorer, output);
    if (const Expected<void> printed = printer.print(*table, 0, progress); !printed)
        return printed;
    printNotices(table->notices());
    printer.printCounts(0);
    return {};
}

} // namespace perimeter
