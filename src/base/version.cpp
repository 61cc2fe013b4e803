// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/version.h"

namespace perimeter {

std::string programVersion()
{
    return PERIMETER_VERSION;
}

} // namespace perimeter
