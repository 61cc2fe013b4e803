// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/labels.h"
#include "figure/points/crowd_marks.h"

#include <qcustomplot.h>

namespace perimeter {

/// What stands above everything else in a pane: rings about the row under the pointer and the selected rows, marks
/// about labelled rows, the rectangle that is being drawn about rows; and the words that say why a pane is empty.
class RowMarks final : public QCPLayerable {
public:
    explicit RowMarks(const PointCloud* cloud, QCPAxisRect* axes);

    void setTheme(const Theme& theme) { m_theme = theme; }
    void setMessage(const QString& message) { m_message = message; }
    void setHovered(std::optional<RowNumber> row) { m_hovered = row; }
    /// Points of the cloud's projection.
    void setSelected(std::vector<std::uint32_t> points);
    /// Labelled outliers, from wherever; labelled inliers by hand alone, for a column labels nearly all rows so.
    void setLabels(const std::shared_ptr<const Labels>& labels);
    /// In pixels; nothing when no rectangle is being drawn.
    void setBand(const std::optional<QRectF>& band) { m_band = band; }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    QRect clipRect() const override;
    void draw(QCPPainter* painter) override;

private:
    void drawHovered(QCPPainter* painter) const;
    void drawBand(QCPPainter* painter) const;
    void drawMessage(QCPPainter* painter) const;

    const PointCloud* m_cloud;
    QCPAxisRect* m_axes;
    Theme m_theme;
    QString m_message;
    std::optional<RowNumber> m_hovered;
    std::optional<QRectF> m_band;
    std::shared_ptr<const Labels> m_labels;
    std::shared_ptr<const Projection> m_labelled; ///< the points they are of
    bool m_isCrowd = false;                       ///< of selected rows: dots instead of rings
    CrowdMarks m_rings, m_dots, m_labelledOutliers, m_labelledInliers;
};

/// The marks of rows labelled as outliers and as inliers.
void drawOutlierLabel(QPainter& painter, const QPointF& centre);
void drawInlierLabel(QPainter& painter, const QPointF& centre);

} // namespace perimeter
