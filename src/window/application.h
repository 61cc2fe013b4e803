// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/exploration.h"

#include <optional>

class QApplication;

namespace perimeter {

/// Name, typeface and icon of the application: what every window of it needs, in the program and in tests.
void setUpApplication();

/// Shows the window on an exploration, or on the bundled sample, until it is closed.
int runWindow(QApplication& application, const std::optional<Exploration>& exploration);

/// The same from a command line: `perimeter [FILE]`.
int runWindow(int argc, char** argv);

} // namespace perimeter
