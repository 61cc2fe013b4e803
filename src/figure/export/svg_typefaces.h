// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace perimeter {

/// An SVG of Qt's with the glyphs of its texts embedded as fonts, so that it looks the same where the typeface is not
/// installed. Viewers without embedded fonts take the family that is named after it.
[[nodiscard]] QByteArray withTypefaces(const QByteArray& svg);

} // namespace perimeter
