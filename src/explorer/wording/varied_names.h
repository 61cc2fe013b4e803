// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/variations.h"

#include <QString>

namespace perimeter {

/// What a pane and a line of a layout are called in documents, by what they vary.
[[nodiscard]] QString paneTitle(const Exploration& exploration, const PanePlan& pane);
[[nodiscard]] QString lineName(const Exploration& exploration, const LinePlan& line);

} // namespace perimeter
