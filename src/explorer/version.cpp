// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/version.h"

namespace perimeter {

std::string programVersion()
{
    return PERIMETER_VERSION;
}

} // namespace perimeter
