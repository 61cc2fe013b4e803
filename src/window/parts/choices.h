// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/wording/names.h"

#include <QComboBox>
#include <QSignalBlocker>

#include <array>

namespace perimeter {

inline constexpr std::array allAxisScales = {AxisScale::Linear, AxisScale::Log, AxisScale::Asinh};
inline constexpr std::array allScalings = {ScalingKind::None, ScalingKind::Standard, ScalingKind::Robust,
                                           ScalingKind::MinMax, ScalingKind::Log1p};
inline constexpr std::array allKernels = {KernelKind::Rbf, KernelKind::Linear, KernelKind::Polynomial,
                                          KernelKind::Sigmoid};

/// Fills a combo box with the names of a closed set of choices, in its order.
template <typename Choices>
void fillChoices(QComboBox* combo, const Choices& choices)
{
    const QSignalBlocker blocker(combo);
    for (const auto choice : choices)
        combo->addItem(nameOf(choice), static_cast<int>(choice));
}

/// Shows a choice without telling of it.
template <typename Choice>
void selectChoice(QComboBox* combo, Choice choice)
{
    const QSignalBlocker blocker(combo);
    combo->setCurrentIndex(combo->findData(static_cast<int>(choice)));
}

template <typename Choice>
[[nodiscard]] Choice chosen(const QComboBox* combo)
{
    return static_cast<Choice>(combo->currentData().toInt());
}

} // namespace perimeter
