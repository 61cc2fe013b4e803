// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console/peak_memory.h"

#include <fstream>
#include <sstream>
#include <string>

namespace perimeter {

std::optional<double> peakMemory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        std::istringstream words(line);
        std::string name;
        double kibibytes = 0;
        if (words >> name >> kibibytes && name == "VmHWM:")
            return kibibytes / 1024;
    }
    return std::nullopt;
}

} // namespace perimeter
