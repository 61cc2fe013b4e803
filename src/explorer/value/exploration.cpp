// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/value/exploration.h"

namespace perimeter {

Expected<void> check(const Exploration& exploration)
{
    DetectorSettings settings = exploration.settings;
    std::vector<double> nus = exploration.panes.nus;
    nus.insert(nus.end(), exploration.lines.nus.begin(), exploration.lines.nus.end());
    for (const double nu : nus) {
        settings.svm.nu = nu;
        PERIMETER_CHECK(checkSettings(settings));
    }
    return checkSettings(exploration.settings);
}

} // namespace perimeter
