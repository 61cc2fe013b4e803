// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/panes/figure_hints.h"

#include "figure/canvas/canvas.h"
#include "window/parts/tool_tips.h"

#include <QHelpEvent>
#include <QToolTip>

namespace perimeter {

FigureHints::FigureHints(FigureCanvas& canvas, QObject* parent) : QObject(parent), m_canvas(canvas)
{
    canvas.installEventFilter(this);
}

bool FigureHints::eventFilter(QObject*, QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return false;
    const auto* const help = static_cast<QHelpEvent*>(event);
    const QString hint = hintAt(help->pos());
    if (hint.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), wrappedToolTip(hint), &m_canvas);
    return true;
}

QString FigureHints::hintAt(const QPoint& place) const
{
    const std::optional<FigureText> text = m_canvas.textAt(place);
    if (!text)
        return {};
    if (text->part == FigureText::Part::Legend)
        return tr("Rows shown are those in which both axes have a finite value; those left out lack one.");
    const std::vector<ScenePane>& panes = m_canvas.scene().panes;
    if (text->pane >= panes.size())
        return {};
    const ScenePane& pane = panes[text->pane];
    switch (text->part) {
    case FigureText::Part::Title:
        return pane.title;
    case FigureText::Part::XTitle:
        return pane.xTitle;
    case FigureText::Part::YTitle:
        return pane.yTitle;
    case FigureText::Part::Counts:
        return tr("%1\nOutliers are the rows outside the learned frontier. SV: support vectors, the rows that decide "
                  "the frontier of an SVM. h: the rows whose covariance the robust covariance has chosen. Click to "
                  "list the outliers.")
            .arg(pane.counts);
    case FigureText::Part::Legend:
        break;
    }
    return {};
}

} // namespace perimeter
