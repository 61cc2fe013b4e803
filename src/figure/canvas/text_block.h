// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene/theme.h"

#include <qcustomplot.h>

#include <QString>

namespace perimeter {

/// Words over the whole width of a figure, in as many lines as they take: its title, its caption.
class TextBlock final : public QCPLayoutElement {
public:
    TextBlock(QCustomPlot* plot, int pixels, QFont::Weight weight);

    void setText(const QString& text) { m_text = text; }
    void setLook(const QColor& colour, const QString& typeface);

    QSize minimumOuterSizeHint() const override;
    QSize maximumOuterSizeHint() const override;

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    int m_pixels;
    QFont m_font;
    QColor m_colour;
    QString m_text;
};

} // namespace perimeter
