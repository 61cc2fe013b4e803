// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/jobs.h"
#include "explorer/session/session.h"

#include <QObject>
#include <QString>

class QAction;
class QMainWindow;
class QToolButton;

namespace perimeter {

/// What the window shows, copied as text: a command, a Python script, a paragraph on methods. The actions are the
/// window's, for the command palette, and in a menu of the button that exports the figure.
class CodeActions final : public QObject {
    Q_OBJECT

public:
    CodeActions(Session& session, QToolButton* button, QMainWindow* window);

private:
    [[nodiscard]] QAction* add(const char* name, const QString& text, const QString& explanation);
    void copyPython();
    void copy(const QString& code, const QString& message);
    void showWhatCanBeDone();

    Session& m_session;
    QMainWindow* m_window;
    QAction* m_command;
    QAction* m_python;
    QAction* m_methods;
    JobRunner<Expected<QString>> m_jobs; ///< the script reads how the file was opened, which may take a while
};

} // namespace perimeter
