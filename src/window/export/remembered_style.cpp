// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/export/remembered_style.h"

#include "explorer/documents/figure_style_json.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

namespace perimeter {

namespace {

QString key(const char* name)
{
    return QStringLiteral("export/") + QLatin1String(name);
}

FigureStyle rememberedStyle(std::size_t panes)
{
    const QByteArray json = QSettings().value(key("style")).toByteArray();
    const JsonMember root(QJsonDocument::fromJson(json).object());
    FigureStyle style = readFigureStyle(root);
    style.panes.clear();
    style.title.clear();
    style.caption.clear();
    // Settings may be of another version, or were edited.
    return root.wrongPlace() || !check(style, panes) ? FigureStyle() : style;
}

} // namespace

RememberedExport rememberedExport(std::size_t panes)
{
    const QSettings settings;
    RememberedExport last{.style = rememberedStyle(panes)};
    const auto preset = presetWords().find(settings.value(key("preset")).toString().toStdString());
    if (preset != presetWords().end())
        last.preset = preset->second;
    last.extension = settings.value(key("format"), last.extension).toString();
    last.carriesRecipe = settings.value(key("recipe"), last.carriesRecipe).toBool();
    return last;
}

void rememberExport(const RememberedExport& last)
{
    JsonWriter json;
    writeFigureStyle(json, last.style);
    QSettings settings;
    settings.setValue(key("style"), QByteArray::fromStdString(json.text()));
    settings.setValue(key("preset"),
                      last.preset ? QString::fromStdString(wordOf(presetWords(), *last.preset)) : QString());
    settings.setValue(key("format"), last.extension);
    settings.setValue(key("recipe"), last.carriesRecipe);
}

} // namespace perimeter
