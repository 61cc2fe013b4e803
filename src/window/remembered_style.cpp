// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/remembered_style.h"

#include "explorer/figure_style_json.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

namespace perimeter {

namespace {

QString styleKey()
{
    return QStringLiteral("figureStyle");
}

} // namespace

FigureStyle rememberedStyle(std::size_t panes)
{
    const JsonMember root(QJsonDocument::fromJson(QSettings().value(styleKey()).toByteArray()).object());
    FigureStyle style = readFigureStyle(root);
    style.panes.clear();
    style.title.clear();
    style.caption.clear();
    // Settings may be of another version, or were edited.
    return root.wrongPlace() || !check(style, panes) ? FigureStyle() : style;
}

void rememberStyle(const FigureStyle& style)
{
    JsonWriter json;
    writeFigureStyle(json, style);
    QSettings().setValue(styleKey(), QByteArray::fromStdString(json.text()));
}

} // namespace perimeter
