// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/point_cloud.h"

#include <qcustomplot.h>

namespace perimeter {

/// Rings about the row under the pointer and the selected rows, above everything else in a pane; and the words that say
/// why a pane is empty.
class RowMarks final : public QCPLayerable {
public:
    explicit RowMarks(const PointCloud* cloud, QCPAxisRect* axes);

    void setTheme(const Theme& theme) { m_theme = theme; }
    void setMessage(const QString& message) { m_message = message; }
    void setHovered(std::optional<RowNumber> row) { m_hovered = row; }
    void setSelected(const std::vector<RowNumber>& rows) { m_selected = rows; }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    QRect clipRect() const override;
    void draw(QCPPainter* painter) override;

private:
    void drawRing(QCPPainter* painter, RowNumber row, double radius, const QPen& pen) const;
    void drawMessage(QCPPainter* painter) const;

    const PointCloud* m_cloud;
    QCPAxisRect* m_axes;
    Theme m_theme;
    QString m_message;
    std::optional<RowNumber> m_hovered;
    std::vector<RowNumber> m_selected;
};

} // namespace perimeter
