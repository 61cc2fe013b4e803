// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/steps/preparation.h"
#include "explorer/storage/json_reader.h"
#include "explorer/storage/json_writer.h"

namespace perimeter {

/// An array with an object for each step.
void writePreparation(JsonWriter& json, const Preparation& preparation);
[[nodiscard]] Preparation readPreparation(const JsonMember& steps);

} // namespace perimeter
