// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/trial.h"

#include <cmath>
#include <numeric>

namespace perimeter {

Expected<ScaledTrial> scaleTrial(const TrialRows& rows, ScalingKind kind, TestScaling testScaling)
{
    PERIMETER_TRY(Scaling scaling, fitScaling(kind, rows.train));
    // Asked even where it is not used: it also tells whether the test rows can be scaled at all.
    PERIMETER_TRY(const Scaling own, fitScaling(kind, rows.test));
    ScaledTrial scaled{.scaling = scaling, .train = scaling.toScaled(rows.train), .test = {}};
    scaled.test = testScaling == TestScaling::Own ? own.toScaled(rows.test) : scaling.toScaled(rows.test);
    return scaled;
}

Expected<TrialResult> runTrial(const ScaledTrial& rows, DetectorKind kind, const DetectorSettings& settings,
                               WarmStart& warm, Progress& progress)
{
    ProgressPart training(progress, 0, 0.9);
    PERIMETER_TRY(const TrainedDetector detector, trainDetector(rows.train, kind, settings, warm, training));
    TrialResult result{.trainRows = rows.train.rows(), .testRows = rows.test.rows(), .test = {}, .notices = {}};
    result.notices = detector.notices();
    if (!detector.hasFrontier())
        return result;
    ProgressPart testing(progress, 0.9, 1);
    PERIMETER_TRY(Judgement judgement, judge(detector, rows.test, testing));
    result.test = std::move(judgement);
    return result;
}

Spread spreadOf(const std::vector<double>& values)
{
    if (values.empty())
        return {};
    const double count = static_cast<double>(values.size());
    Spread spread{.mean = std::accumulate(values.begin(), values.end(), 0.0) / count, .deviation = 0};
    for (const double value : values)
        spread.deviation += (value - spread.mean) * (value - spread.mean);
    spread.deviation = values.size() > 1 ? std::sqrt(spread.deviation / (count - 1)) : 0;
    return spread;
}

} // namespace perimeter
