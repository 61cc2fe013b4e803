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

TwoClassSvmOptions DetectorSettings::twoClassOptions() const
{
    return {.kernel = twoClass.kernel, .gamma = svm.gamma, .cost = twoClass.cost, .weights = twoClass.weights};
}

Expected<void> checkSettings(const DetectorSettings& settings)
{
    PERIMETER_CHECK(checkOptions(settings.svm));
    PERIMETER_CHECK(checkOptions(settings.robustOptions()));
    PERIMETER_CHECK(checkOptions(settings.twoClassOptions()));
    return checkOptions(settings.empiricalOptions());
}

const CovarianceModel* covarianceOf(const LearnedModel& model)
{
    if (const RobustCovariance* const robust = std::get_if<RobustCovariance>(&model))
        return &robust->model;
    return std::get_if<CovarianceModel>(&model);
}

const OneClassSvm* svmOf(const LearnedModel& model)
{
    if (const TwoClassSvm* const twoClass = std::get_if<TwoClassSvm>(&model))
        return &twoClass->function;
    return std::get_if<OneClassSvm>(&model);
}

} // namespace perimeter
