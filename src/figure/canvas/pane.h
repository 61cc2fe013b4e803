// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/canvas/frontier_curve.h"
#include "figure/canvas/text_row.h"
#include "figure/points/point_cloud.h"
#include "figure/points/row_marks.h"
#include "figure/scene/scene.h"

#include <qcustomplot.h>

#include <memory>

namespace perimeter {

/// One pane on a canvas: title, axes with points, frontiers and marks, and the counts under them. The plot owns all but
/// the marks; the rest goes when the layout that holds it is cleared.
class Pane {
public:
    /// Adds itself to `grid`, whose rows 3·`row` to 3·`row` + 2 of `column` it takes.
    Pane(QCPLayoutGrid* grid, int row, int column, QCPMarginGroup* margins, PointPictures* pictures,
         std::size_t number);

    void show(const ScenePane& pane);
    /// Takes over what was learned: classes, frontiers and what is said about them. Titles and axes stay.
    void showLearned(const ScenePane& pane, bool dimsProvisional);
    /// Shows a plane's rectangle.
    void setView(const Plane& plane);
    void setTheme(const Theme& theme);
    void setGrid(bool isShown);
    void setPrint(const PrintSettings& print) { m_cloud->setPrint(print); }
    /// Shortens the axes' titles in their middle to the room there is; whether that changed one.
    bool fitTitles();

    [[nodiscard]] QRect titleRect() const { return m_title->rect(); }
    [[nodiscard]] QRect countsRect() const { return m_counts->rect(); }
    [[nodiscard]] QCPAxisRect* axes() const { return m_axes; }
    [[nodiscard]] QCPAxis* x() const { return m_axes->axis(QCPAxis::atBottom); }
    [[nodiscard]] QCPAxis* y() const { return m_axes->axis(QCPAxis::atLeft); }
    [[nodiscard]] const PointCloud& cloud() const { return *m_cloud; }
    [[nodiscard]] RowMarks& marks() const { return *m_marks; }
    [[nodiscard]] bool has(const QCPAxis* axis) const { return axis == x() || axis == y(); }

private:
    void styleAxis(QCPAxis* axis, const Theme& theme) const;

    QString m_xTitle, m_yTitle;
    TextRow* m_title;
    QCPAxisRect* m_axes;
    TextRow* m_counts;
    PointCloud* m_cloud;
    FrontierCurve* m_frontiers;
    std::unique_ptr<RowMarks> m_marks;
};

} // namespace perimeter
