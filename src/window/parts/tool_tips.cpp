// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/parts/tool_tips.h"

#include <QTextDocument>
#include <QWidget>

namespace perimeter {

QString wrappedToolTip(const QString& plain)
{
    if (plain.isEmpty() || Qt::mightBeRichText(plain))
        return plain;
    QString escaped = plain.toHtmlEscaped();
    escaped.replace(QLatin1Char('\n'), QStringLiteral("<br/>"));
    return QStringLiteral("<qt>") + escaped + QStringLiteral("</qt>");
}

void wrapToolTips(QWidget* root)
{
    root->setToolTip(wrappedToolTip(root->toolTip()));
    for (QWidget* const widget : root->findChildren<QWidget*>())
        widget->setToolTip(wrappedToolTip(widget->toolTip()));
}

} // namespace perimeter
