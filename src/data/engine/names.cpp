// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/engine/names.h"

namespace perimeter {

std::string engineColumn(std::size_t index)
{
    return "c" + std::to_string(index);
}

} // namespace perimeter
