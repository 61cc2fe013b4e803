// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene/theme.h"

#include <QObject>
#include <QPalette>

namespace perimeter {

/// How the application looks: Fusion with Perimeter's palette, typeface and hairlines, light or dark, and tool tips that
/// wrap. Handed on as the
/// session is: what paints by itself takes its colors from here, and paints again on changed().
class Appearance final : public QObject {
    Q_OBJECT

public:
    explicit Appearance(ThemeKind kind, QObject* parent = nullptr);

    [[nodiscard]] const Theme& theme() const { return m_theme; }
    void setKind(ThemeKind kind);

Q_SIGNALS:
    void changed();

private:
    void apply();

    Theme m_theme;
};

[[nodiscard]] QPalette paletteOf(const Theme& theme);

} // namespace perimeter
