// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/words.h"
#include "data/table/table.h"
#include "evaluation/trial.h"
#include "explorer/value/exploration.h"
#include "explorer/value/sweep_plan.h"

namespace perimeter {

[[nodiscard]] const Words<ScalingKind>& scalingWords();
[[nodiscard]] const Words<AxisScale>& axisWords();
[[nodiscard]] const Words<DetectorKind>& detectorWords();
[[nodiscard]] const Words<KernelKind>& kernelWords();
[[nodiscard]] const Words<Solver>& solverWords();
[[nodiscard]] const Words<McdConvention>& conventionWords();
[[nodiscard]] const Words<Encoding>& encodingWords();
[[nodiscard]] const Words<Variation::Aspect>& aspectWords();
[[nodiscard]] const Words<SweepPlan::Over>& sweepWords();
[[nodiscard]] const Words<TestScaling>& testScalingWords();
[[nodiscard]] const Words<OnePer::Rule>& onePerWords();
[[nodiscard]] const Words<ColumnKind>& columnKindWords();
[[nodiscard]] const Words<Format>& formatWords();

} // namespace perimeter
