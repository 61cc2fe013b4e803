// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace perimeter {

/// A color between two, `share` of the way from the first.
[[nodiscard]] inline QColor blend(const QColor& a, const QColor& b, double share)
{
    const auto mix = [share](int from, int to) { return qRound(from + share * (to - from)); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

} // namespace perimeter
