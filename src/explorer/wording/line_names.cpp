// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/line_names.h"

#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QLocale>
#include <QStringList>

namespace perimeter {

QString nameOfLine(const LinePlan& line, const Exploration& whole)
{
    const Exploration& exploration = line.exploration;
    const auto varies = [&](Variation::Aspect aspect) {
        return whole.panes.aspect == aspect || whole.lines.aspect == aspect;
    };
    QStringList parts;
    if (varies(Variation::Aspect::Nu))
        parts.append(QStringLiteral("ν = ") + QLocale().toString(exploration.settings.svm.nu));
    if (varies(Variation::Aspect::Kernel))
        parts.append(nameOf(exploration.settings.svm.kernel));
    if (varies(Variation::Aspect::Scaling))
        parts.append(nameOf(exploration.scaling));
    if (varies(Variation::Aspect::Axes))
        parts.append(text(exploration.x.column + ", " + exploration.y.column));
    // A name that all would share tells nothing apart.
    if (parts.isEmpty() || varies(Variation::Aspect::Detector))
        parts.prepend(nameOf(line.detector));
    return parts.join(QStringLiteral(" · "));
}

QString withoutAxes(const LinePlan& line, const Exploration& whole)
{
    Exploration unvaried = whole;
    if (unvaried.panes.aspect == Variation::Aspect::Axes)
        unvaried.panes.aspect = Variation::Aspect::None;
    return nameOfLine(line, unvaried);
}

} // namespace perimeter
