// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/detector.h"

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

Expected<void> checkSettings(const DetectorSettings& settings)
{
    if (const Expected<void> checked = checkOptions(settings.svm); !checked)
        return checked;
    if (const Expected<void> checked = checkOptions(settings.robustOptions()); !checked)
        return checked;
    return checkOptions(settings.empiricalOptions());
}

const CovarianceModel* covarianceOf(const LearnedModel& model)
{
    if (const RobustCovariance* const robust = std::get_if<RobustCovariance>(&model))
        return &robust->model;
    return std::get_if<CovarianceModel>(&model);
}

} // namespace perimeter
