// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/storage/json_reader.h"
#include "explorer/storage/json_writer.h"
#include "explorer/value/exploration.h"

namespace perimeter {

/// Everything of an exploration but its source, as one object.
void writeExploration(JsonWriter& json, const Exploration& exploration);
/// Its source is empty. What it says can still be out of range: see check().
[[nodiscard]] Exploration readExploration(const JsonMember& member);

} // namespace perimeter
