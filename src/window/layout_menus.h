// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session.h"

#include <QMenu>

class QActionGroup;

namespace perimeter {

/// The menus Panes and Lines: what the panes vary, what is overlaid in each, and which detectors take part.
class LayoutMenus final : public QObject {
    Q_OBJECT

public:
    explicit LayoutMenus(Session& session, QWidget* parent);

    [[nodiscard]] QMenu* panes() const { return m_panes; }
    [[nodiscard]] QMenu* lines() const { return m_lines; }

private:
    [[nodiscard]] QActionGroup* addAspects(QMenu* menu, const QString& name);
    void addDetectors();
    void showLayout();
    void takeLayout(Variation::Aspect panes, Variation::Aspect lines);
    void takeDetectors();

    Session& m_session;
    QMenu* m_panes;
    QMenu* m_lines;
    QActionGroup* m_paneAspects;
    QActionGroup* m_lineAspects;
    QList<QAction*> m_detectors;
};

} // namespace perimeter
