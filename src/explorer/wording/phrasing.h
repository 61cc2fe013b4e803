// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/notice.h"
#include "explorer/value/exploration.h"
#include "explorer/value/sweep_plan.h"

#include <QString>

namespace perimeter {

/// The sentence for an error: what happened, where, and what to do. The only place where errors become words.
[[nodiscard]] QString phrase(const Error& error);
[[nodiscard]] QString phrase(const Notice& notice);

/// The field's names, as shown in window, figures and messages.
[[nodiscard]] QString nameOf(DetectorKind detector);
[[nodiscard]] QString nameOf(ScalingKind scaling);
[[nodiscard]] QString nameOf(KernelKind kernel);
[[nodiscard]] QString nameOf(AxisScale scale);
[[nodiscard]] QString nameOf(ColumnKind kind);
[[nodiscard]] QString nameOf(SweepPlan::Over over);

/// UTF-8 of the modules below to QString.
[[nodiscard]] inline QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

} // namespace perimeter
