// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/exploration.h"
#include "explorer/json_reader.h"
#include "explorer/json_writer.h"

namespace perimeter {

/// Everything of an exploration but its source, as one object.
void writeExploration(JsonWriter& json, const Exploration& exploration);
/// Its source is empty. What it says can still be out of range: see check().
[[nodiscard]] Exploration readExploration(const JsonMember& member);

} // namespace perimeter
