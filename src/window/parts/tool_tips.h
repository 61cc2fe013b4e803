// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace perimeter {

/// Plain text as a tool tip whose long lines wrap: Qt wraps rich text only.
[[nodiscard]] QString wrappedToolTip(const QString& plain);

/// Shows the tool tips of everything in the application with their long lines wrapped: an event filter for it.
class ToolTips final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    bool eventFilter(QObject* object, QEvent* event) override;
};

} // namespace perimeter
