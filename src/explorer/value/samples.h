// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/exploration.h"

#include <QString>

#include <vector>

namespace perimeter {

/// A data set that comes with the program, and the exploration it is first shown with.
struct Sample {
    QString name;
    QString description;
    Exploration exploration;
};

/// The bundled samples, the first one shown at the first start. Their files are unpacked into the user's cache folder.
[[nodiscard]] std::vector<Sample> bundledSamples();

/// The unpacked file of a bundled sample by its name, such as hbk.csv; nothing where there is none.
[[nodiscard]] std::string samplePath(const QString& name);

/// The sample of the first start: synthetic DNS sessions.
[[nodiscard]] Exploration sampleExploration();

} // namespace perimeter
