// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"
#include "evaluation/trial.h"
#include "explorer/exploration.h"
#include "explorer/sweep_plan.h"

#include <map>
#include <string>

namespace perimeter {

/// The words of the command line and of files for the values behind them.
template <typename Value>
using Words = std::map<std::string, Value>;

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

/// The word of a value.
template <typename Value>
[[nodiscard]] const std::string& wordOf(const Words<Value>& words, Value value)
{
    auto word = words.begin();
    while (word->second != value)
        ++word;
    return word->first;
}

} // namespace perimeter
