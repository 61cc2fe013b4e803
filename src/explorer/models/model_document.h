// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/models/trained_model.h"
#include "explorer/storage/written_file.h"

#include <string>

namespace perimeter {

/// The newest format of model documents, which is written.
inline constexpr int modelFormat = 1;

/// A model as a JSON document: all numbers to the last bit, no paths.
[[nodiscard]] std::string asDocument(const TrainedModel& model);

} // namespace perimeter
