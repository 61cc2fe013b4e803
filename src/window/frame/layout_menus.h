// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"

#include <QMenu>

class QActionGroup;

namespace perimeter {

/// The menus Panes and Lines: what the panes vary, what is overlaid in each, which detectors take part, and the figures
/// of the study.
class LayoutMenus final : public QObject {
    Q_OBJECT

public:
    explicit LayoutMenus(Session& session, QWidget* parent);

    [[nodiscard]] QMenu* panes() const { return m_panes; }
    [[nodiscard]] QMenu* lines() const { return m_lines; }

Q_SIGNALS:
    /// A figure of the study over the bundled sample, for the data at hand lack its columns.
    void sampleAsked(const perimeter::Exploration& exploration);

private:
    [[nodiscard]] QActionGroup* addAspects(QMenu* menu, const QString& name);
    void addDetectors();
    void addPresets();
    void showLayout();
    void takeLayout(Variation::Aspect panes, Variation::Aspect lines);
    void takeDetectors();
    void takePreset(const std::string& name);

    Session& m_session;
    QMenu* m_panes;
    QMenu* m_lines;
    QActionGroup* m_paneAspects;
    QActionGroup* m_lineAspects;
    QList<QAction*> m_detectors;
};

} // namespace perimeter
