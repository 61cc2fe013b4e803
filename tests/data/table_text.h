// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/formats/open.h"
#include "data/steps/preparation.h"
#include "data/table/read.h"
#include "data/table/table.h"

#include <QByteArray>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <numeric>
#include <string>

namespace perimeter {

/// Files of one test, gone with it.
class Files {
public:
    std::string write(const QString& name, const QByteArray& content) const
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
        return path.toStdString();
    }
    std::string path(const QString& name) const { return m_folder.filePath(name).toStdString(); }
    QStringList entries() const
    {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

private:
    QTemporaryDir m_folder;
};

/// "RaggedRow-like": number of the code and the arguments but a leading path, for failure messages.
inline QByteArray describe(const Error& error)
{
    QByteArray text = "error " + QByteArray::number(static_cast<int>(error.code));
    for (const std::string& argument : error.arguments)
        text += " [" + QByteArray::fromStdString(argument) + "]";
    return text;
}

inline Expected<Table> open(const std::string& path, const DialectChoice& choice = {})
{
    NoProgress progress;
    return openTable({.path = path, .dialect = choice}, progress);
}

inline std::vector<RowNumber> rowNumbers(const Table& table)
{
    NoProgress progress;
    std::vector<RowNumber> rows;
    if (const auto numbers = readNumbers(table, {}, progress))
        rows = numbers->rows;
    return rows;
}

/// The whole table as text: "a,b/1,x/2,~" with ~ for a missing cell.
inline QByteArray dump(const Table& table)
{
    NoProgress progress;
    QByteArrayList lines;
    QByteArrayList names;
    for (const Column& column : table.columns())
        names.append(QByteArray::fromStdString(column.name));
    lines.append(names.join(','));
    const auto cells = readCells(table, rowNumbers(table), progress);
    if (!cells)
        return describe(cells.error());
    for (const auto& row : *cells) {
        QByteArrayList texts;
        for (const auto& cell : row)
            texts.append(cell ? QByteArray::fromStdString(*cell) : QByteArray("~"));
        lines.append(texts.join(','));
    }
    return lines.join('/');
}

/// The kinds of the columns: N B T D x for number, boolean, time, duration, text.
inline QByteArray kinds(const Table& table)
{
    QByteArray text;
    for (const Column& column : table.columns())
        text += "NBTDx"[static_cast<int>(column.kind)];
    return text;
}

} // namespace perimeter

/// Stops the test with the error's own words where an Expected holds one.
#define VERIFY_RESULT(result)                                                                                          \
    QVERIFY2((result).has_value(), (result).has_value() ? "" : describe((result).error()).constData())
