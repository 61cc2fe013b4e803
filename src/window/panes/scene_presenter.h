// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/selection.h"
#include "explorer/session/session.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace perimeter {

class FigureCanvas;

/// Keeps the canvas to the session and the selection. Once a control was moved, what is on screen belongs to an earlier exploration: it
/// is dimmed at once; but after a step of ν only if the answer is long in coming, so that a drag does not flicker.
class ScenePresenter final : public QObject {
    Q_OBJECT

public:
    ScenePresenter(Session& session, Selection& selection, FigureCanvas& canvas, QObject* parent);

private:
    void connectSelection();
    void markFormer();
    void takeOutcome();
    void showOutcome();
    void followBusy(bool busy);
    void dimFormer();

    Session& m_session;
    Selection& m_selection;
    FigureCanvas& m_canvas;
    std::optional<Exploration> m_answered; ///< the last one with every answer on screen
    QTimer m_patience{this};
};

} // namespace perimeter
