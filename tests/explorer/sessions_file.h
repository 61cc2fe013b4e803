// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/exploration.h"

#include <QFile>
#include <QTemporaryDir>

#include <cmath>
#include <random>

namespace perimeter {

inline constexpr int sessionRows = 6000;

/// An exploration of sessions in a file: heavy tails and ties along both axes. `more` is added at the file's end.
inline Exploration sessionsIn(const QTemporaryDir& folder, const QByteArray& more = {})
{
    QFile file(folder.filePath("sessions.csv"));
    if (!file.exists()) {
        std::mt19937_64 random(2);
        std::lognormal_distribution<double> bytes(4.5, 0.9);
        std::lognormal_distribution<double> ratio(0.15, 0.35);
        QByteArray text = "a,b\n";
        for (int row = 0; row < sessionRows; ++row) {
            const double up = std::round(bytes(random));
            text += QByteArray::number(up) + ',' + QByteArray::number(std::round(up * ratio(random))) + '\n';
        }
        text += more;
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write the test's own file");
    }
    Exploration exploration;
    exploration.source.path = file.fileName().toStdString();
    exploration.x.column = "a";
    exploration.y.column = "b";
    return exploration;
}

} // namespace perimeter
