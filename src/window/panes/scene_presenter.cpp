// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/panes/scene_presenter.h"

#include "figure/canvas/canvas.h"

#include <algorithm>
#include <chrono>

namespace perimeter {

namespace {

constexpr std::chrono::milliseconds patience(100);

/// How far an exploration is from the one on screen.
enum class Step { View, Share, Other };

/// `from` is resolved; an axis that `to` leaves open is the same.
Step stepBetween(Exploration from, const Exploration& to)
{
    from.view = to.view;
    // A label moves the frontier of what learns from labels, and of nothing else.
    if (std::ranges::find(to.detectors, DetectorKind::TwoClassSvm) == to.detectors.end())
        from.labels = to.labels;
    if (to.x.column.empty())
        from.x.column.clear();
    if (to.y.column.empty())
        from.y.column.clear();
    if (from == to)
        return Step::View;
    from.settings.svm.nu = to.settings.svm.nu;
    from.settings.contamination = to.settings.contamination;
    return from == to ? Step::Share : Step::Other;
}

bool isProvisional(const Scene& scene)
{
    return std::ranges::any_of(scene.panes, [](const ScenePane& pane) {
        return pane.provisional || std::ranges::any_of(pane.lines, &SceneLine::provisional);
    });
}

} // namespace

ScenePresenter::ScenePresenter(Session& session, Selection& selection, FigureCanvas& canvas, QObject* parent)
    : QObject(parent), m_session(session), m_selection(selection), m_canvas(canvas)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &ScenePresenter::dimFormer);
    connect(&session, &Session::explorationChanged, this, &ScenePresenter::markFormer);
    connect(&session, &Session::outcomeChanged, this, &ScenePresenter::takeOutcome);
    // What could not be explored leaves the picture as it was, and a message says why.
    connect(&session, &Session::failed, this, &ScenePresenter::showOutcome);
    connect(&session, &Session::busyChanged, this, &ScenePresenter::followBusy);
    connectSelection();
}

void ScenePresenter::connectSelection()
{
    connect(&m_canvas, &FigureCanvas::clicked, &m_selection, &Selection::selectOnly);
    connect(&m_canvas, &FigureCanvas::rowsSelected, &m_selection, &Selection::select);
    connect(&m_canvas, &FigureCanvas::hovered, &m_selection, &Selection::hover);
    connect(&m_selection, &Selection::changed, &m_canvas, [this] { m_canvas.setSelected(m_selection.rows()); });
    connect(&m_selection, &Selection::hoveredChanged, &m_canvas,
            [this] { m_canvas.setHovered(m_selection.hovered()); });
    connect(&m_selection, &Selection::depthChanged, &m_canvas,
            [this] { m_canvas.setScene(withDepth(m_canvas.scene(), m_selection.depth())); });
}

void ScenePresenter::markFormer()
{
    const Step step = m_answered ? stepBetween(*m_answered, m_session.exploration()) : Step::Other;
    if (step == Step::View)
        return;
    const bool isDimmed = isProvisional(m_canvas.scene()) && m_canvas.scene().dimsProvisional;
    Scene scene = provisionalScene(m_canvas.scene());
    scene.dimsProvisional = isDimmed || step == Step::Other;
    m_canvas.setScene(scene);
}

void ScenePresenter::takeOutcome()
{
    const Outcome& outcome = m_session.outcome();
    showOutcome();
    if (outcome.panes.empty())
        m_answered.reset();
    if (!outcome.complete)
        return;
    m_answered = outcome.exploration;
    // A hand faster than the answers sees each of them, and waits for the next from there.
    markFormer();
    if (m_session.isBusy())
        m_patience.start();
}

void ScenePresenter::showOutcome()
{
    const Outcome& outcome = m_session.outcome();
    if (outcome.panes.empty())
        return m_canvas.setScene({});
    Scene scene = withDepth(buildScene(outcome, QLocale(), m_canvas.scene()), m_selection.depth());
    scene.dimsProvisional = m_canvas.scene().dimsProvisional && !outcome.complete;
    m_canvas.setScene(scene);
}

void ScenePresenter::followBusy(bool busy)
{
    if (busy)
        return m_patience.start();
    m_patience.stop();
    // What is provisional now was given up, and stays so.
    if (isProvisional(m_canvas.scene()))
        dimFormer();
}

void ScenePresenter::dimFormer()
{
    Scene scene = m_canvas.scene();
    scene.dimsProvisional = true;
    m_canvas.setScene(scene);
}

} // namespace perimeter
