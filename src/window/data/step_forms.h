// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/steps/preparation.h"

#include <QString>
#include <QStringList>

#include <array>
#include <optional>

namespace perimeter {

enum class StepKind { Filter, Derived, Columns, OnePer, Summary, Next, Unit };
inline constexpr std::array allStepKinds = {StepKind::Filter,  StepKind::Derived, StepKind::Columns, StepKind::OnePer,
                                            StepKind::Summary, StepKind::Next,    StepKind::Unit};

[[nodiscard]] StepKind kindOf(const PreparationStep& step);

/// A step as the controls hold it.
struct StepInput {
    QString line;
    int rule = 0; ///< index among the form's rules
    double floor = 1;
};

/// How a kind of step is written.
struct StepForm {
    QString title; ///< with a mnemonic
    QString example;
    QString explanation;
    QString formExpected; ///< the sentence for a line of another form
    QStringList rules = {};
    QString ruleExplanation = {};
};

[[nodiscard]] StepForm formOf(StepKind kind);
[[nodiscard]] StepInput inputOf(const PreparationStep& step);
/// Whether the rule of this input is the floor of a divisor.
[[nodiscard]] bool hasFloor(StepKind kind, int rule);
/// Nothing where the line is of another form.
[[nodiscard]] std::optional<PreparationStep> stepOf(StepKind kind, const StepInput& input);

} // namespace perimeter
