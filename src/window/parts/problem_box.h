// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

class QWidget;

namespace perimeter {

/// Says in a box over the window why something that was asked for by hand could not be done. Whoever asked waits for
/// an answer, and looks at no list of messages for it. What was cancelled is no problem, and what is already being said
/// is not said twice.
void tellProblem(QWidget* window, const Error& error);

} // namespace perimeter
