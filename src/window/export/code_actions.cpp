// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/export/code_actions.h"

#include "explorer/code/command_text.h"
#include "explorer/code/methods_text.h"
#include "explorer/code/python_text.h"
#include "window/parts/message_time.h"
#include "window/parts/problem_box.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMainWindow>
#include <QMenu>
#include <QStatusBar>
#include <QToolButton>

namespace perimeter {

namespace {

Expected<QString> pythonOf(const Outcome& outcome, Pipeline& pipeline, Progress& progress)
{
    PERIMETER_TRY(const Table opened, pipeline.table(outcome.exploration.source, progress));
    return QString::fromStdString(pythonText(outcome, opened));
}

} // namespace

CodeActions::CodeActions(Session& session, QToolButton* button, QMainWindow* window)
    : QObject(window), m_session(session), m_window(window),
      m_command(add("actionCopyCommand", tr("Copy as command"),
                    tr("The line for perimeter render that draws this figure, for a shell."))),
      m_python(add("actionCopyPython", tr("Copy as Python"),
                   tr("A script for pandas, scikit-learn and matplotlib with the same outliers and frontiers."))),
      m_methods(add("actionCopyMethods", tr("Copy methods paragraph"),
                    tr("A paragraph with every parameter, and BibTeX of what it cites."))),
      m_jobs({.arrived =
                  [this](const Expected<QString>& code) {
                      if (code)
                          copy(*code, tr("The Python script is on the clipboard."));
                      else
                          tellProblem(m_window, code.error());
                  },
              .progressed = [](double) {},
              .finished = [] {}})
{
    auto* const menu = new QMenu(button);
    menu->setToolTipsVisible(true);
    menu->addActions({m_command, m_python, m_methods});
    button->setMenu(menu);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    connect(m_command, &QAction::triggered, this, [this] {
        copy(QString::fromStdString(commandText(m_session.exploration())), tr("The command is on the clipboard."));
    });
    connect(m_python, &QAction::triggered, this, &CodeActions::copyPython);
    connect(m_methods, &QAction::triggered, this, [this] {
        copy(QString::fromStdString(methodsText(m_session.outcome())),
             tr("The methods paragraph is on the clipboard, with BibTeX."));
    });
    connect(&m_session, &Session::explorationChanged, this, &CodeActions::showWhatCanBeDone);
    connect(&m_session, &Session::outcomeChanged, this, &CodeActions::showWhatCanBeDone);
    showWhatCanBeDone();
}

QAction* CodeActions::add(const char* name, const QString& text, const QString& explanation)
{
    auto* const action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setToolTip(explanation);
    m_window->addAction(action);
    return action;
}

void CodeActions::copyPython()
{
    m_jobs.start([outcome = m_session.outcome(), pipeline = m_session.pipeline()](
                     Progress& progress, const std::function<void(Expected<QString>)>& deliver) {
        deliver(pythonOf(outcome, *pipeline, progress));
    });
}

void CodeActions::copy(const QString& code, const QString& message)
{
    QApplication::clipboard()->setText(code);
    m_window->statusBar()->showMessage(message, static_cast<int>(messageTime.count()));
}

void CodeActions::showWhatCanBeDone()
{
    const bool isLearned = m_session.outcome().complete && m_session.outcome().table;
    m_command->setEnabled(!m_session.exploration().source.path.empty());
    m_python->setEnabled(isLearned);
    m_methods->setEnabled(isLearned);
}

} // namespace perimeter
