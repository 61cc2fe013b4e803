// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perimeter {

/// Makes typeface, icons, samples and translations available under ":/perimeter/"; resources/CMakeLists.txt lists them. To be called
/// before the first of them is used; calling it again does nothing.
void initResources();

} // namespace perimeter
