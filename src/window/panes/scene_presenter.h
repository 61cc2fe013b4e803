// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"
#include "explorer/studies/point_depth.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace perimeter {

class FigureCanvas;

/// Keeps the canvas to the session. Once a control was moved, what is on screen belongs to an earlier exploration: it
/// is dimmed at once; but after a step of ν only if the answer is long in coming, so that a drag does not flicker.
class ScenePresenter final : public QObject {
    Q_OBJECT

public:
    ScenePresenter(Session& session, FigureCanvas& canvas, QObject* parent);

public Q_SLOTS:
    /// What the points are to be coloured by; null: by their classes.
    void setDepth(std::shared_ptr<const perimeter::PointDepth> depth);

private:
    void markFormer();
    void takeOutcome();
    void showOutcome();
    void followBusy(bool busy);
    void dimFormer();

    Session& m_session;
    FigureCanvas& m_canvas;
    std::shared_ptr<const PointDepth> m_depth;
    std::optional<Exploration> m_answered; ///< the last one with every answer on screen
    QTimer m_patience{this};
};

} // namespace perimeter
