// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/paths.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QProcess>
#include <QString>
#include <QStringList>

/// One run of the program.
struct Run {
    int status = -1;
    QByteArray out;
    QByteArray error;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

inline Run runProgram(const QStringList& arguments)
{
    QProcess process;
    process.start(perimeter::testing::program(), arguments);
    if (!process.waitForFinished(120000) || process.exitStatus() != QProcess::NormalExit)
        return {.status = -1, .out = process.readAllStandardOutput(), .error = "the program did not end by itself"};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

inline Run runProgram(std::initializer_list<QString> arguments)
{
    return runProgram(QStringList(arguments));
}

inline QString sample(const QString& name)
{
    return perimeter::testing::sourceFile(QStringLiteral("resources/samples/") + name);
}

/// Arguments that take the DNS rows of the bundled sample.
inline QStringList dnsSessions(const QStringList& more)
{
    return QStringList{sample("dns_sessions.csv"), "--where", "service_id = 9000", "--x", "uplink", "--y", "downlink"} +
           more;
}

/// A line of a table by the names of its columns.
using Record = QMap<QByteArray, QByteArray>;

/// The lines of a table of commas without quotes.
inline QList<Record> records(const QByteArray& csv)
{
    QList<Record> all;
    const QList<QByteArray> lines = csv.trimmed().split('\n');
    const QList<QByteArray> names = lines.first().split(',');
    for (qsizetype line = 1; line < lines.size(); ++line) {
        const QList<QByteArray> cells = lines[line].split(',');
        Record record;
        for (qsizetype at = 0; at < names.size(); ++at)
            record.insert(names[at], cells.value(at));
        all.append(record);
    }
    return all;
}

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Writes a file of the test's own; its path.
inline QString written(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("Cannot write a test file.");
    return path;
}
