// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/interruption.h"
#include "cli/score_printer.h"
#include "data/arriving_rows.h"
#include "data/log_follower.h"

#include <memory>
#include <unistd.h>

namespace perimeter {

namespace {

/// Bytes scored at once.
constexpr std::size_t bytesAtOnce = std::size_t{4} << 20;
/// Between two looks at a file that does not grow, in milliseconds.
constexpr int restMilliseconds = 100;

Expected<std::unique_ptr<LineSource>> openLines(const Source& source)
{
    if (source.path == "-")
        return std::unique_ptr<LineSource>(std::make_unique<StreamLines>(STDIN_FILENO, "stdin"));
    Expected<LogFollower> follower = LogFollower::open(source.path);
    if (!follower)
        return follower.unexpected();
    return std::unique_ptr<LineSource>(std::make_unique<LogFollower>(*std::move(follower)));
}

/// Until the lines end or an interruption comes; what has been read by then is printed.
Expected<void> scoreLines(LineSource& lines, ArrivingRows& rows, ScorePrinter& printer)
{
    const Interruption interruption;
    NoProgress progress;
    while (!interruption.hasCome()) {
        const Expected<Lines> come = lines.next(bytesAtOnce);
        if (!come)
            return come.unexpected();
        const Expected<std::optional<Arrival>> arrival = rows.take(*come, progress);
        if (!arrival)
            return arrival.unexpected();
        if (*arrival)
            if (const Expected<void> printed = printer.print((*arrival)->table, (*arrival)->rowsBefore, progress);
                !printed)
                return printed;
        if (come->ended)
            break;
        if (come->text.empty())
            interruption.wait(restMilliseconds);
    }
    return {};
}

} // namespace

Expected<void> scoreArrivals(const std::string& model, const Source& source, const ScoreOutput& output)
{
    const Expected<Scorer> scorer = openScorer(model, output);
    if (!scorer)
        return scorer.unexpected();
    if (const Expected<void> checked = scorer->checkRowByRow(); !checked)
        return checked;
    const Expected<std::unique_ptr<LineSource>> lines = openLines(source);
    if (!lines)
        return lines.unexpected();
    Expected<ArrivingRows> rows = ArrivingRows::open(source.dialect, scorer->model().columns);
    if (!rows)
        return rows.unexpected();
    ScorePrinter printer(*scorer, output);
    const Expected<void> scored = scoreLines(**lines, *rows, printer);
    printer.printCounts(rows->brokenLines());
    return scored;
}

} // namespace perimeter
