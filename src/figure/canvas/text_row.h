// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/scene/theme.h"

#include <qcustomplot.h>

#include <QString>

#include <vector>

namespace perimeter {

/// A row of small marks and words: the title of a pane, the counts under it, the legend of a figure. Flush left with
/// the axes when it shares their margin group. What has no room is cut short, or flows on into further lines.
class TextRow final : public QCPLayoutElement {
public:
    enum class Mark { None, Dot, Diamond, Line, Scale, OutlierLabel, InlierLabel };

    struct Entry {
        Mark mark = Mark::None;
        QPen pen;      ///< of a line
        QColor colour; ///< of every mark but a line
        QString text;
        std::vector<QColor> scale = {}; ///< side by side, from the left
    };

    TextRow(QCustomPlot* plot, int pixels, QFont::Weight weight = QFont::Normal);

    void setEntries(std::vector<Entry> entries);
    /// A text flush right; where it would meet the entries it has a line of its own if the row flows, else none.
    void setTrailing(const QString& text) { m_trailing = text; }
    /// For a row over the whole width of the plot.
    void setFlowing(bool isFlowing) { m_isFlowing = isFlowing; }
    void setLook(const QColor& colour, const QString& typeface);

    QSize minimumOuterSizeHint() const override;
    QSize maximumOuterSizeHint() const override;

protected:
    /// None of its own: the base class's would keep the group at the widest margin there ever was.
    int calculateAutoMargin(QCP::MarginSide side) override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    /// Where an entry, or the trailing text, begins.
    struct Place {
        double left = 0;
        int line = 0;
    };
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int lines() const;
    /// In the margin where the words would not fit otherwise.
    [[nodiscard]] double startOfLine() const;
    /// Of the entries and, last, of the trailing text.
    [[nodiscard]] std::vector<Place> placesWithin(double width) const;

    int m_pixels;
    QFont m_font;
    QColor m_colour;
    std::vector<Entry> m_entries;
    QString m_trailing;
    bool m_isFlowing = false;
};

} // namespace perimeter
