// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <QLocale>
#include <QString>

#include <optional>
#include <vector>

namespace perimeter {

/// A typed number, without separators of groups; a decimal point is understood everywhere, and a decimal comma where
/// the text is no number otherwise. Nothing where it is none.
[[nodiscard]] std::optional<double> typedNumber(const QString& text, const QLocale& locale);

/// Numbers with spaces, semicolons or commas between them; where the comma is the decimal mark, it separates only with
/// a space after it. Errors: NumberUnreadable.
[[nodiscard]] Expected<std::vector<double>> typedNumbers(const QString& text, const QLocale& locale);

} // namespace perimeter
