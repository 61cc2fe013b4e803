// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/theme.h"

#include <qcustomplot.h>

#include <QString>

#include <vector>

namespace perimeter {

/// A row of small marks and words: the title of a pane, the counts under it, the legend of a figure. Flush left with
/// the axes when it shares their margin group.
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

    TextRow(QCustomPlot* plot, const QFont& font);

    void setEntries(std::vector<Entry> entries);
    /// A text flush right, left out where it would meet the entries.
    void setTrailing(const QString& text) { m_trailing = text; }
    void setColour(const QColor& colour) { m_colour = colour; }

    QSize minimumOuterSizeHint() const override;
    QSize maximumOuterSizeHint() const override;

protected:
    /// None of its own: the base class's would keep the group at the widest margin there ever was.
    int calculateAutoMargin(QCP::MarginSide side) override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    [[nodiscard]] int height() const;

    QFont m_font;
    QColor m_colour;
    std::vector<Entry> m_entries;
    QString m_trailing;
};

} // namespace perimeter
