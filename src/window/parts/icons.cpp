// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/parts/icons.h"

#include "window/parts/blend.h"

#include <QAbstractButton>
#include <QAction>
#include <QFile>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>

namespace perimeter {

namespace {

constexpr const char* iconNameProperty = "iconName";

QPixmap paintedIcon(const QByteArray& svg, int pixels, const QColor& colour)
{
    QByteArray coloured = svg;
    const QByteArray name = colour.name().toLatin1();
    coloured.replace("currentColor", name);
    QString text = QString::fromUtf8(coloured);
    // Breeze names its text colour once in a style block, and some icons in place.
    static const QRegularExpression breezeText(QStringLiteral("#(232629|31363b|4d4d4d|eff0f1|fcfcfc)"));
    text.replace(breezeText, QString::fromLatin1(name));
    QSvgRenderer renderer(text.toUtf8());
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    return pixmap;
}

} // namespace

QIcon themedIcon(const QString& name, const Theme& theme)
{
    return themedIcon(name, theme, theme.text);
}

QIcon themedIcon(const QString& name, const Theme& theme, const QColor& colour)
{
    QFile file(QStringLiteral(":/perimeter/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray svg = file.readAll();
    const QColor disabled = blend(theme.quiet, theme.window, 0.55);
    QIcon icon;
    for (const int pixels : {16, 22, 32, 44, 64}) {
        icon.addPixmap(paintedIcon(svg, pixels, colour), QIcon::Normal);
        icon.addPixmap(paintedIcon(svg, pixels, disabled), QIcon::Disabled);
    }
    return icon;
}

void setIconName(QObject* object, const QString& name)
{
    object->setProperty(iconNameProperty, name);
}

void refreshIcons(QObject* root, const Theme& theme)
{
    const auto named = [](const QObject* object) { return object->property(iconNameProperty).toString(); };
    for (QAction* const action : root->findChildren<QAction*>()) {
        if (const QString name = named(action); !name.isEmpty())
            action->setIcon(themedIcon(name, theme));
    }
    for (QAbstractButton* const button : root->findChildren<QAbstractButton*>()) {
        if (const QString name = named(button); !name.isEmpty())
            button->setIcon(themedIcon(name, theme));
    }
}

} // namespace perimeter
