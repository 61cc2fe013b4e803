// SPDX-License-Identifier: GPL-3.0-or-later
#include "script.h"

#include "finding.h"
#include "steps.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QMainWindow>
#include <QStatusBar>
#include <QStyleHints>

#include <chrono>
#include <cstdio>
#include <utility>

namespace script {

namespace {

constexpr std::chrono::milliseconds betweenTurns(15);
constexpr QSize windowSize(1400, 900);

/// Where a dialog has gone, a window manager activates what is in front then.
void keepWindowActive()
{
    if (QApplication::activeWindow() || QApplication::activePopupWidget())
        return;
    QWidget* const dialog = QApplication::activeModalWidget();
    if (QWidget* const window = dialog ? dialog : mainWindow())
        window->activateWindow();
}

} // namespace

Script::Script(const QString& script, const QString& transcript)
    : m_scriptPath(script), m_transcript(transcript), m_watchdog(transcript.toStdString())
{
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    if (!m_transcript.open(QIODevice::WriteOnly | QIODevice::Append))
        std::fprintf(stderr, "perimeterscript: %s cannot be written.\n", qPrintable(transcript));
    m_watchdog.begin("the start, before a window is shown");
    connect(&m_turns, &QTimer::timeout, this, &Script::callTurn);
    m_turns.start(betweenTurns);
}

void Script::later(Act act)
{
    m_later.insert(m_later.begin() + m_parts++, std::move(act));
}

void Script::write(const QString& line)
{
    m_transcript.write(line.toUtf8() + '\n');
    m_transcript.flush();
}

QString Script::fileBeside(const QString& name) const
{
    const int line = m_next > 0 ? m_lines[m_next - 1].number : 0;
    return QFileInfo(m_transcript.fileName())
        .dir()
        .filePath(QStringLiteral("%1-%2").arg(line, 3, 10, QLatin1Char('0')).arg(name));
}

bool Script::eventFilter(QObject* watched, QEvent* event)
{
    return (event->type() == QEvent::ToolTip && !m_hinting) || QObject::eventFilter(watched, event);
}

void Script::callTurn()
{
    // A timer is not called again while its call lasts, as long as a menu may be open.
    if (!std::exchange(m_called, true))
        QMetaObject::invokeMethod(this, &Script::turn, Qt::QueuedConnection);
}

void Script::turn()
{
    m_called = false;
    if (m_held > 0 || m_ended)
        return;
    try {
        takeTurn();
    } catch (const ScriptError& error) {
        fail(error.sentence);
    }
}

void Script::takeTurn()
{
    if (!m_begun) {
        if (QMainWindow* const window = mainWindow())
            begin(window);
    } else if (!m_soon.empty()) {
        m_idle.startOver();
        take(m_soon);
    } else if (!m_restIsSkipped && !m_idle.isReached()) {
        keepWindowActive();
    } else if (!m_later.empty()) {
        startAnew();
        take(m_later);
    } else {
        startAnew();
        endLine();
        beginLine();
    }
}

void Script::take(std::deque<Act>& acts)
{
    const Act act = std::move(acts.front());
    acts.pop_front();
    act();
}

void Script::startAnew()
{
    m_idle.startOver();
    m_restIsSkipped = false;
    m_parts = 0;
}

void Script::begin(QMainWindow* window)
{
    m_begun = true;
    QGuiApplication::styleHints()->setCursorFlashTime(0);
    for (const Qt::UIEffect effect : {Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo, Qt::UI_AnimateTooltip,
                                      Qt::UI_FadeTooltip, Qt::UI_AnimateToolBox})
        QApplication::setEffectEnabled(effect, false);
    qApp->installEventFilter(this);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &Script::followEnd);
    window->move(0, 0);
    window->resize(windowSize);
    connect(window->statusBar(), &QStatusBar::messageChanged, this, [this](const QString& message) {
        if (!message.isEmpty())
            m_said.append(message);
    });
    m_lines = readScript(m_scriptPath);
}

void Script::beginLine()
{
    if (m_next == m_lines.size())
        return finish();
    const ScriptLine& line = m_lines[m_next++];
    m_watchdog.begin("line " + std::to_string(line.number) + ": " + line.text.toStdString());
    write(QStringLiteral("> ") + line.text);
    perform(*this, line);
}

void Script::endLine()
{
    for (const QString& message : std::exchange(m_said, {}))
        write(QStringLiteral("  status: ") + message);
    // It would go by itself after a time, and stand in for the status line until then.
    if (QMainWindow* const window = mainWindow())
        window->statusBar()->clearMessage();
}

void Script::followEnd()
{
    if (m_ended)
        return;
    if (m_next < m_lines.size())
        return fail(QStringLiteral("the program ended before “%1”").arg(m_lines[m_next].text));
    // The last line was to end it.
    finish();
}

void Script::finish()
{
    m_ended = true;
    writeEnd();
    m_watchdog.begin("the end of the program");
    QCoreApplication::exit(0);
}

void Script::fail(const QString& sentence)
{
    m_ended = true;
    const QString where =
        m_next > 0 ? QStringLiteral("line %1").arg(m_lines[m_next - 1].number) : QStringLiteral("the beginning");
    write(QStringLiteral("FAILED at %1: %2").arg(where, sentence));
    std::fprintf(stderr, "perimeterscript: %s: %s\n", qPrintable(where), qPrintable(sentence));
    m_watchdog.begin("the end of the program");
    QCoreApplication::exit(failureStatus);
}

} // namespace script
