// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace perimeter {

/// Plain text as a tool tip whose long lines wrap: Qt wraps rich text only.
[[nodiscard]] QString wrappedToolTip(const QString& plain);

/// Lets the tool tips of a widget and everything in it wrap.
void wrapToolTips(QWidget* root);

} // namespace perimeter
