// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "idle.h"
#include "script_line.h"
#include "watchdog.h"

#include <QFile>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

class QMainWindow;

namespace script {

/// Carries out a script in the program that it was loaded into, line by line, each when the program is idle after the
/// one before. Turns come from a timer, so that a dialog or menu with an event loop of its own goes on within that.
class Script final : public QObject {
    Q_OBJECT

public:
    using Act = std::function<void()>;

    static constexpr int failureStatus = 4;

    Script(const QString& script, const QString& transcript);

    /// Another part of what is being done, when the program is idle after this one. Parts may have parts of their own.
    /// All are named before a hand does anything: what it does may not return before they are done.
    void later(Act act);
    /// The end of what a hand has begun, such as the release of a button: at the next turn, whatever runs.
    void soon(Act act) { m_soon.push_back(std::move(act)); }

    /// What was done only looked: the next need not wait.
    void skipRest() { m_restIsSkipped = true; }

    void write(const QString& line);
    /// The last line of a transcript, where all went well.
    void writeEnd() { write(QStringLiteral("END")); }
    /// A file beside the transcript, numbered by the line.
    [[nodiscard]] QString fileBeside(const QString& name) const;
    /// The tool tips that hints ask for are shown; those of a resting pointer come at their own time and are not.
    void setHinting(bool on) { m_hinting = on; }

    /// Nothing else of the script is done as long as it lives. No dialog may come up meanwhile.
    class Hold {
    public:
        explicit Hold(Script& script) : m_script(script) { ++m_script.m_held; }
        ~Hold() { --m_script.m_held; }
        Hold(const Hold&) = delete;
        Hold& operator=(const Hold&) = delete;

    private:
        Script& m_script;
    };

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void callTurn();
    void turn();
    void takeTurn();
    void take(std::deque<Act>& acts);
    void startAnew();
    void begin(QMainWindow* window);
    void beginLine();
    void endLine();
    void followEnd();
    void finish();
    void fail(const QString& sentence);

    QString m_scriptPath;
    QFile m_transcript;
    std::vector<ScriptLine> m_lines;
    std::size_t m_next = 0;
    std::deque<Act> m_later;
    std::ptrdiff_t m_parts = 0; ///< of what is being done, at the beginning of those for later
    std::deque<Act> m_soon;
    QStringList m_said; ///< by the status bar, since the line was begun
    bool m_called = false;
    bool m_restIsSkipped = false;
    bool m_begun = false;
    bool m_ended = false;
    bool m_hinting = false;
    int m_held = 0;
    QTimer m_turns;
    Idle m_idle;
    Watchdog m_watchdog;
};

} // namespace script
