// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"

namespace perimeter {

/// The current value, with the axes it was shown with where it names none: a change of something else is to leave them.
[[nodiscard]] Exploration withShownAxes(const Session& session);

} // namespace perimeter
