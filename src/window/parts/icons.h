// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene/theme.h"

#include <QIcon>
#include <QString>

class QObject;

namespace perimeter {

/// A bundled icon in the theme's colors, sharp at every pixel ratio.
[[nodiscard]] QIcon themedIcon(const QString& name, const Theme& theme);
[[nodiscard]] QIcon themedIcon(const QString& name, const Theme& theme, const QColor& colour);

/// Names the bundled icon of an action or button; refreshIcons() paints it.
void setIconName(QObject* object, const QString& name);

/// Paints the named icons of every action and button below `root` in the theme's colors.
void refreshIcons(QObject* root, const Theme& theme);

} // namespace perimeter
