// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/studies/experiment.h"
#include "explorer/value/exploration.h"

#include <QStringList>

namespace perimeter {

enum class TextFormat { Markdown, Latex, Csv, Json };

/// The format a file of that name is written in: Markdown where its extension names none.
[[nodiscard]] TextFormat textFormatOf(const QString& path);

/// An experiment's table as text for documents and programs.
[[nodiscard]] QString experimentText(const Experiment& experiment, TextFormat format);

/// What an experiment depends on and is no longer as it was, to stand after "These figures are of"; the ν of its table
/// are named there.
[[nodiscard]] QStringList changedSettings(const Exploration& then, const Exploration& now);

} // namespace perimeter
