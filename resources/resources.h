// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/qstringview.h>

namespace perimeter {

/// Family of the bundled typeface, once the files in ":/perimeter/fonts" are application fonts: Inter, regular and
/// semi-bold, with figures of one width. Not "Inter", which a font of the system's would answer to.
inline constexpr QStringView typeface = u"Inter Tabular";

/// Makes typeface, icons, samples and translations available under ":/perimeter/"; resources/CMakeLists.txt lists them.
/// To be called before the first of them is used; calling it again does nothing.
void initResources();

} // namespace perimeter
