// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include "explorer/phrasing.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

namespace perimeter {

void print(const std::string& line)
{
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
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

QString alignColumns(const std::vector<std::vector<QString>>& rows)
{
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
