// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/data/shown_axes.h"

namespace perimeter {

Exploration withShownAxes(const Session& session)
{
    Exploration exploration = session.exploration();
    const Exploration& shown = session.outcome().exploration;
    if (shown.source == exploration.source) {
        if (exploration.x.column.empty())
            exploration.x.column = shown.x.column;
        if (exploration.y.column.empty())
            exploration.y.column = shown.y.column;
    }
    return exploration;
}

} // namespace perimeter
