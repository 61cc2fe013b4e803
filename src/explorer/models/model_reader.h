// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "explorer/models/trained_model.h"

#include <string>

namespace perimeter {

/// Reads a document that may hold anything. The model scores rows exactly as the one that was written. Errors: those of
/// opening a file; ModelTooLarge, NotAModel, ModelCutOff, ModelTooNew, ModelDamaged.
[[nodiscard]] Expected<TrainedModel> readModel(const std::string& path);

} // namespace perimeter
