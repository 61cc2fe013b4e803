// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"

#include <QLocale>
#include <QString>

#include <cstdint>

namespace perimeter {

/// What a pane shows of its rows, and what it does not.
struct ShownRows {
    std::int64_t shown = 0;
    std::int64_t leftOut = 0;   ///< without a finite value of both features
    std::int64_t offAxis = 0;   ///< used, but nowhere on a logarithmic axis
    std::int64_t outOfView = 0; ///< used, but beyond the rectangle to be seen

    bool operator==(const ShownRows&) const = default;
    [[nodiscard]] std::int64_t used() const { return shown + offAxis + outOfView; }
};

/// Of a pane that has points.
[[nodiscard]] ShownRows shownRows(const PaneOutcome& pane);

/// "73 rows shown · 0 left out · 2 not on a log axis": under a figure.
[[nodiscard]] QString shownWords(const ShownRows& rows, const QLocale& locale);
/// The same in sentences.
[[nodiscard]] QString shownSentence(const ShownRows& rows, const QLocale& locale);

} // namespace perimeter
