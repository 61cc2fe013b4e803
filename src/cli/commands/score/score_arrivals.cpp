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
    PERIMETER_TRY(LogFollower follower, LogFollower::open(source.path));
    return std::unique_ptr<LineSource>(std::make_unique<LogFollower>(std::move(follower)));
}

/// Until the lines end or an interruption comes; what has been read by then is printed.
Expected<void> scoreLines(LineSource& lines, const std::string& name, ArrivingRows& rows, ScorePrinter& printer)
{
    bool isEmpty = true;
    const Interruption interruption;
    NoProgress progress;
    while (!interruption.hasCome()) {
        PERIMETER_TRY(const Lines come, lines.next(bytesAtOnce));
        isEmpty = isEmpty && come.text.empty();
        if (come.ended && isEmpty)
            return Unexpected(ErrorCode::FileEmpty, {name});
        PERIMETER_TRY(const std::optional<Arrival> arrival, rows.take(come, progress));
        if (arrival) {
            printer.addUnreadable((arrival)->unreadable);
            if (const Expected<void> printed = printer.print((arrival)->table, (arrival)->rowsBefore, progress);
                !printed)
                return printed;
        }
        if (come.ended)
            break;
        if (come.text.empty())
            interruption.wait(restMilliseconds);
    }
    return {};
}

} // namespace

Expected<void> scoreArrivals(const std::string& model, const Source& source, const ScoreOutput& output)
{
    PERIMETER_TRY(const Scorer scorer, openScorer(model, output));
    PERIMETER_CHECK(scorer.checkRowByRow());
    PERIMETER_TRY(const std::unique_ptr<LineSource> lines, openLines(source));
    PERIMETER_TRY(ArrivingRows rows, ArrivingRows::open(sourceName(source), source.dialect, scorer.model().columns));
    ScorePrinter printer(scorer, output);
    const Expected<void> scored = scoreLines(*lines, sourceName(source), rows, printer);
    if (scored || rows.rows() > 0)
        printer.printCounts(rows.brokenLines());
    return scored;
}

} // namespace perimeter
