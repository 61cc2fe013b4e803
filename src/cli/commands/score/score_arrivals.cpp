// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/score/score_arrivals.h"

#include "cli/console/interruption.h"
#include "data/arriving/arriving_rows.h"
#include "data/arriving/log_follower.h"

#include <QCoreApplication>

#include <memory>
#include <unistd.h>

namespace perimeter {

namespace {

/// Bytes scored at once.
constexpr std::size_t bytesAtOnce = std::size_t{4} << 20;
/// Between two looks at a file that does not grow, in milliseconds.
constexpr int restMilliseconds = 100;

/// What errors call the source.
std::string sourceName(const Source& source)
{
    return source.path == "-" ? QCoreApplication::translate("ScoreText", "standard input").toStdString() : source.path;
}

Expected<std::unique_ptr<LineSource>> openLines(const Source& source)
{
    if (source.path == "-")
        return std::unique_ptr<LineSource>(std::make_unique<StreamLines>(STDIN_FILENO, sourceName(source)));
    Expected<LogFollower> follower = LogFollower::open(source.path);
    if (!follower)
        return follower.unexpected();
    return std::unique_ptr<LineSource>(std::make_unique<LogFollower>(*std::move(follower)));
}

/// Until the lines end or an interruption comes; what has been read by then is printed.
Expected<void> scoreLines(LineSource& lines, const std::string& name, ArrivingRows& rows, ScorePrinter& printer)
{
    bool isEmpty = true;
    const Interruption interruption;
    NoProgress progress;
    while (!interruption.hasCome()) {
        const Expected<Lines> come = lines.next(bytesAtOnce);
        if (!come)
            return come.unexpected();
        isEmpty = isEmpty && come->text.empty();
        if (come->ended && isEmpty)
            return Unexpected(ErrorCode::FileEmpty, {name});
        const Expected<std::optional<Arrival>> arrival = rows.take(*come, progress);
        if (!arrival)
            return arrival.unexpected();
        if (*arrival) {
            printer.addUnreadable((*arrival)->unreadable);
            if (const Expected<void> printed = printer.print((*arrival)->table, (*arrival)->rowsBefore, progress);
                !printed)
                return printed;
        }
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
    Expected<ArrivingRows> rows = ArrivingRows::open(sourceName(source), source.dialect, scorer->model().columns);
    if (!rows)
        return rows.unexpected();
    ScorePrinter printer(*scorer, output);
    const Expected<void> scored = scoreLines(**lines, sourceName(source), *rows, printer);
    if (scored || rows->rows() > 0)
        printer.printCounts(rows->brokenLines());
    return scored;
}

} // namespace perimeter
