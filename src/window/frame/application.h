// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perimeter {

/// Name, typeface and icon of the application: what every window of it needs, in the program and in tests.
void setUpApplication();

/// Shows the window on a file, or on the bundled sample, until it is closed: `perimeter [FILE]`.
int runWindow(int argc, char** argv);

} // namespace perimeter
