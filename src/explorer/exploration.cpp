// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/exploration.h"

#include <algorithm>

namespace perimeter {

double DetectorSettings::effectiveContamination() const
{
    // A contamination ends at a half, where ν goes on to 1.
    return contamination.value_or(std::min(svm.nu, 0.5));
}

RobustOptions DetectorSettings::robustOptions() const
{
    return {.contamination = effectiveContamination(),
            .supportFraction = supportFraction,
            .convention = convention,
            .seed = seed};
}

EmpiricalOptions DetectorSettings::empiricalOptions() const
{
    return {.contamination = effectiveContamination()};
}

Expected<void> check(const Exploration& exploration)
{
    OneClassSvmOptions svm = exploration.settings.svm;
    std::vector<double> nus = exploration.panes.nus;
    nus.insert(nus.end(), exploration.lines.nus.begin(), exploration.lines.nus.end());
    nus.push_back(svm.nu);
    for (const double nu : nus) {
        svm.nu = nu;
        if (const Expected<void> checked = checkOptions(svm); !checked)
            return checked;
    }
    if (const Expected<void> checked = checkOptions(exploration.settings.robustOptions()); !checked)
        return checked;
    return checkOptions(exploration.settings.empiricalOptions());
}

} // namespace perimeter
