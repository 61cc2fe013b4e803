// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas/pane.h"

#include "figure/canvas/axis_ticker.h"

namespace perimeter {

namespace {

constexpr int paneTitlePixels = 13;
constexpr int labelPixels = 12;
constexpr int tickPixels = 11;
constexpr Eigen::Index manyPoints = 5000;

} // namespace

Pane::Pane(QCPLayoutGrid* grid, int row, int column, QCPMarginGroup* margins, PointPictures* pictures,
           std::size_t number)
    : m_title(new TextRow(grid->parentPlot(), paneTitlePixels, QFont::DemiBold)),
      m_axes(new QCPAxisRect(grid->parentPlot(), false)), m_counts(new TextRow(grid->parentPlot(), tickPixels))
{
    m_counts->setLayer(QStringLiteral("notes"));
    grid->addElement(3 * row, column, m_title);
    grid->addElement(3 * row + 1, column, m_axes);
    grid->addElement(3 * row + 2, column, m_counts);
    m_axes->addAxes(QCPAxis::atBottom | QCPAxis::atLeft);
    m_axes->setMarginGroup(QCP::msLeft | QCP::msRight | QCP::msTop | QCP::msBottom, margins);
    m_axes->setMinimumMargins(QMargins(8, 4, 8, 8));
    for (TextRow* const words : {m_title, m_counts}) {
        words->setAutoMargins(QCP::msLeft);
        words->setMarginGroup(QCP::msLeft, margins);
    }
    m_axes->setRangeDragAxes({x(), y()});
    m_axes->setRangeZoomAxes({x(), y()});
    // Else its surface would hide the grid.
    m_axes->setLayer(QStringLiteral("background"));
    x()->grid()->setLayer(QStringLiteral("grid"));
    y()->grid()->setLayer(QStringLiteral("grid"));
    m_cloud = new PointCloud(x(), y(), pictures, number);
    m_cloud->setLayer(QStringLiteral("learned"));
    m_frontiers = new FrontierCurve(x(), y());
    m_frontiers->setLayer(QStringLiteral("learned"));
    m_marks = std::make_unique<RowMarks>(m_cloud, m_axes);
}

void Pane::show(const ScenePane& pane)
{
    std::vector<TextRow::Entry> title;
    for (const QString& words : {pane.letter, pane.title}) {
        if (!words.isEmpty())
            title.push_back({.mark = TextRow::Mark::None, .pen = {}, .colour = {}, .text = words});
    }
    m_title->setEntries(std::move(title));
    const auto kindOf = [&](std::size_t feature) {
        return pane.projection ? pane.projection->features[feature].kind : ColumnKind::Number;
    };
    x()->setTicker(QSharedPointer<QCPAxisTicker>(new AxisTicker(pane.plane.xScale, kindOf(0), x())));
    y()->setTicker(QSharedPointer<QCPAxisTicker>(new AxisTicker(pane.plane.yScale, kindOf(1), y())));
    m_xTitle = pane.xTitle;
    m_yTitle = pane.yTitle;
    fitTitles();
    setView(pane.plane);
    m_cloud->setPoints({pane.projection, pane.plane.xScale, pane.plane.yScale});
    m_frontiers->setMargin(pane.projection && pane.projection->points.rows() > manyPoints);
}

void Pane::showLearned(const ScenePane& pane, bool dimsProvisional)
{
    m_counts->setEntries({{.mark = TextRow::Mark::None, .pen = {}, .colour = {}, .text = pane.counts}});
    m_cloud->setClasses(pane.fit, pane.hue, pane.provisional && dimsProvisional);
    m_cloud->setDepth(pane.depth);
    std::vector<SceneLine> lines = pane.lines;
    for (SceneLine& line : lines)
        line.provisional = line.provisional && dimsProvisional;
    m_frontiers->setLines(std::move(lines));
    m_marks->setMessage(pane.message);
    m_marks->setLabels(pane.labels);
}

bool Pane::fitTitles()
{
    const auto fit = [&](QCPAxis* axis, const QString& title, int room) {
        const QFontMetrics metrics(axis->labelFont());
        // Before the first layout nobody knows the room.
        const QString fitting = room > 0 ? metrics.elidedText(title, Qt::ElideMiddle, room) : title;
        const bool isOther = fitting != axis->label();
        axis->setLabel(fitting);
        return isOther;
    };
    const bool isX = fit(x(), m_xTitle, m_axes->width());
    return fit(y(), m_yTitle, m_axes->height()) || isX;
}

void Pane::setView(const Plane& plane)
{
    x()->setRange(plane.xMin, plane.xMax);
    y()->setRange(plane.yMin, plane.yMax);
}

void Pane::styleAxis(QCPAxis* axis, const Theme& theme) const
{
    const QPen line(theme.hairline, 1);
    axis->setBasePen(line);
    axis->setTickPen(line);
    axis->setSubTicks(false);
    axis->setTickLengthIn(0);
    axis->setTickLengthOut(4);
    axis->setTickLabelFont(figureFont(tickPixels, QFont::Normal, theme.typeface));
    axis->setLabelFont(figureFont(labelPixels, QFont::Normal, theme.typeface));
    axis->setTickLabelColor(theme.quiet);
    axis->setLabelColor(theme.text);
    axis->setLabelPadding(4);
    QColor rule = theme.hairline;
    rule.setAlphaF(0.55F);
    axis->grid()->setPen(QPen(rule, 1));
    axis->grid()->setZeroLinePen(QPen(rule, 1));
}

void Pane::setGrid(bool isShown)
{
    x()->grid()->setVisible(isShown);
    y()->grid()->setVisible(isShown);
}

void Pane::setTheme(const Theme& theme)
{
    m_axes->setBackground(QBrush(theme.surface));
    m_title->setLook(theme.text, theme.typeface);
    m_counts->setLook(theme.quiet, theme.typeface);
    styleAxis(x(), theme);
    styleAxis(y(), theme);
    m_cloud->setTheme(theme);
    m_frontiers->setTheme(theme);
    m_marks->setTheme(theme);
}

} // namespace perimeter
