// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console/output.h"

#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

namespace perimeter {

namespace {

/// Why standard output failed first; 0 where it did not.
int outputFailure = 0;

} // namespace

void print(const std::string& line)
{
    printPart(line + '\n');
}

void printPart(const std::string& lines)
{
    if (outputFailure == 0 && std::fwrite(lines.data(), 1, lines.size(), stdout) != lines.size())
        outputFailure = errno;
}

Expected<void> flushOutput()
{
    if (outputFailure == 0 && std::fflush(stdout) != 0)
        outputFailure = errno;
    if (outputFailure == 0)
        return {};
    return Unexpected(ErrorCode::CannotWrite,
                      {QCoreApplication::translate("CommandLine", "standard output").toStdString(),
                       std::generic_category().message(outputFailure)});
}

bool isReaderGone()
{
    return outputFailure == EPIPE;
}

void print(const QString& line)
{
    print(line.toStdString());
}

void addNotices(std::vector<Notice>& notices, const DetectorFit& fit)
{
    notices.insert(notices.end(), fit.notices.begin(), fit.notices.end());
    if (fit.binned)
        notices.insert(notices.end(), fit.binned->notices.begin(), fit.binned->notices.end());
}

Expected<std::vector<Notice>> noticesOf(const Outcome& outcome)
{
    std::vector<Notice> notices = outcome.table->notices();
    for (const PaneOutcome& pane : outcome.panes) {
        if (pane.error)
            return Unexpected(*pane.error);
        for (const LineOutcome& line : pane.lines) {
            if (line.fit)
                addNotices(notices, *line.fit);
            if (line.error)
                printError(*line.error);
        }
    }
    return notices;
}

void printNotices(const std::vector<Notice>& notices)
{
    std::vector<Notice> printed;
    for (const Notice& notice : notices) {
        if (std::ranges::find(printed, notice) != printed.end())
            continue;
        const std::string line =
            QCoreApplication::translate("CommandLine", "Note: %1").arg(phrase(notice)).toStdString();
        std::fprintf(stderr, "%s\n", line.c_str());
        printed.push_back(notice);
    }
}

void printError(const Error& error)
{
    const std::string line =
        QCoreApplication::translate("CommandLine", "perimeter: %1").arg(phrase(error)).toStdString();
    std::fprintf(stderr, "%s\n", line.c_str());
}

Wording wordingOf(PrintFormat format)
{
    return format == PrintFormat::Csv ? Wording::Programs : Wording::People;
}

void printTable(const TableText& table, PrintFormat format)
{
    printPart(inFormat(table, format == PrintFormat::Csv        ? TableFormat::Csv
                              : format == PrintFormat::Markdown ? TableFormat::Markdown
                                                                : TableFormat::Latex));
}

QString counted(std::int64_t count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(QLocale().toString(static_cast<qlonglong>(count)));
}

QString alignColumns(const std::vector<std::vector<QString>>& cells)
{
    std::vector<std::vector<QString>> rows = cells;
    // A line's end within a name would end the row.
    for (std::vector<QString>& row : rows)
        for (QString& cell : row)
            for (const char16_t control : {u'\n', u'\r', u'\t'})
                cell.replace(control, u' ');
    std::vector<qsizetype> widths;
    for (const std::vector<QString>& row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    QString text;
    for (const std::vector<QString>& row : rows) {
        QString line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const QString& cell = row[column];
            line += column == 0 ? cell.leftJustified(widths[0]) : u"  " + cell.rightJustified(widths[column]);
        }
        while (line.endsWith(u' '))
            line.chop(1);
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + line;
    }
    return text;
}

} // namespace perimeter
