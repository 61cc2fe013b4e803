// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/trained_model.h"

#include <string>

namespace perimeter {

/// The newest format of model documents, which is written.
inline constexpr int modelFormat = 1;

/// A model as a JSON document: all numbers to the last bit, no paths.
[[nodiscard]] std::string asDocument(const TrainedModel& model);

/// Reads a document that may hold anything. The model scores rows exactly as the one that was written. Errors: those of
/// opening a file; ModelTooLarge, NotAModel, ModelCutOff, ModelTooNew, ModelDamaged.
[[nodiscard]] Expected<TrainedModel> readModel(const std::string& path);

} // namespace perimeter
