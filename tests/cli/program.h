// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
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
    process.start(QStringLiteral(PERIMETER_PROGRAM), arguments);
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
    return QStringLiteral(PERIMETER_SOURCE_DIR "/resources/samples/") + name;
}

/// Arguments that take the DNS rows of the bundled sample.
inline QStringList dnsSessions(const QStringList& more)
{
    return QStringList{sample("dns_sessions.csv"), "--where", "service_id = 9000", "--x", "uplink", "--y", "downlink"} +
           more;
}
