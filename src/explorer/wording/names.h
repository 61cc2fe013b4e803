// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/exploration.h"
#include "explorer/value/sweep_plan.h"

#include <QString>

namespace perimeter {

/// The field's names, as shown in window, figures and messages.
[[nodiscard]] QString nameOf(DetectorKind detector);
[[nodiscard]] QString nameOf(ScalingKind scaling);
[[nodiscard]] QString nameOf(KernelKind kernel);
[[nodiscard]] QString nameOf(AxisScale scale);
[[nodiscard]] QString nameOf(ColumnKind kind);
[[nodiscard]] QString nameOf(SweepPlan::Over over);

} // namespace perimeter
