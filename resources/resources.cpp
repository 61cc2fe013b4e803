// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/resources.h"

#include <QtCore/qdir.h>

// Q_INIT_RESOURCE declares a function of the global namespace and so may not stand inside another.
static void initPerimeterResources()
{
    Q_INIT_RESOURCE(perimeter_resources);
    Q_INIT_RESOURCE(perimeter_translations);
}

namespace perimeter {

void initResources()
{
    initPerimeterResources();
}

} // namespace perimeter
