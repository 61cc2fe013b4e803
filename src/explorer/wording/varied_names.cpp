// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/varied_names.h"

#include "base/text.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

struct VariedText {
    Q_DECLARE_TR_FUNCTIONS(VariedText)
};

QString axesOf(const Exploration& exploration)
{
    return VariedText::tr("%1, %2").arg(text(exploration.x.column), text(exploration.y.column));
}

QString variedName(const Variation& variation, const LinePlan& plan)
{
    const Exploration& exploration = plan.exploration;
    switch (variation.aspect) {
    case Variation::Aspect::None:
    case Variation::Aspect::Detector:
        break;
    case Variation::Aspect::Scaling:
        return VariedText::tr("Scaling: %1").arg(nameOf(exploration.scaling));
    case Variation::Aspect::Nu:
        return VariedText::tr("ν = %1").arg(text(formatNumber(exploration.settings.svm.nu)));
    case Variation::Aspect::Kernel:
        return VariedText::tr("Kernel: %1").arg(nameOf(exploration.settings.svm.kernel));
    case Variation::Aspect::Axes:
        return axesOf(exploration);
    }
    return nameOf(plan.detector);
}

} // namespace

QString paneTitle(const Exploration& exploration, const PanePlan& pane)
{
    const LinePlan& first = pane.lines.front();
    using Aspect = Variation::Aspect;
    // A line that varies nothing is called by its detector; the pane need not be, too.
    const bool saysLine = exploration.panes.aspect == Aspect::Detector && exploration.lines.aspect == Aspect::None;
    return saysLine || exploration.panes.aspect == Aspect::None ? axesOf(first.exploration)
                                                                : variedName(exploration.panes, first);
}

QString lineName(const Exploration& exploration, const LinePlan& line)
{
    return variedName(exploration.lines, line);
}

} // namespace perimeter
