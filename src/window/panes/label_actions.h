// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/selection.h"
#include "explorer/session/session.h"

#include <QObject>

class QAction;
class QWidget;

namespace perimeter {

/// Labels given by hand to the rows selected: the actions, in the context menu of the canvas and, by their names and
/// shortcuts, in the window. Each is one undo step.
class LabelActions final : public QObject {
    Q_OBJECT

public:
    LabelActions(Session& session, Selection& selection, QWidget* canvas, QWidget* window);

    [[nodiscard]] QAction* selectView() const { return m_selectView; }

private:
    [[nodiscard]] QAction* add(QWidget* window, const char* name, const QString& text, const QString& explanation,
                               const QKeySequence& keys);
    void label(RowLabel label);
    void removeLabels();
    void edit(RowLabels labels);
    void showWhatCanBeDone();

    Session& m_session;
    Selection& m_selection;
    QAction* m_selectView;
    QAction* m_outlier;
    QAction* m_inlier;
    QAction* m_remove;
};

} // namespace perimeter
