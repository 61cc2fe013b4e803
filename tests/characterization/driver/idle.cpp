// SPDX-License-Identifier: GPL-3.0-or-later
#include "idle.h"

#include <QApplication>
#include <QProgressBar>
#include <QTimer>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <unistd.h>

namespace script {

namespace {

constexpr std::int64_t millisecond = 1'000'000;
constexpr std::int64_t rest = 150 * millisecond;
constexpr std::int64_t hardlyAny = 2 * millisecond;
/// A program that is not let run asks seldom: it has then not shown that it is idle.
constexpr std::size_t fewestMoments = 8;

std::int64_t processorTime(clockid_t clock)
{
    std::timespec time = {};
    clock_gettime(clock, &time);
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

bool isAwaited(const QTimer* timer)
{
    return timer->isActive() && timer->isSingleShot();
}

bool timerRuns()
{
    for (const QWidget* const widget : QApplication::allWidgets()) {
        if (std::ranges::any_of(widget->findChildren<QTimer*>(Qt::FindDirectChildrenOnly), isAwaited))
            return true;
        const auto objects = widget->findChildren<QObject*>(Qt::FindDirectChildrenOnly);
        for (const QObject* const object : objects) {
            // What is a widget has its own turn.
            if (!object->isWidgetType() && std::ranges::any_of(object->findChildren<QTimer*>(), isAwaited))
                return true;
        }
    }
    return false;
}

bool progressIsShown()
{
    return std::ranges::any_of(QApplication::allWidgets(), [](const QWidget* widget) {
        return qobject_cast<const QProgressBar*>(widget) && widget->isVisible();
    });
}

/// The letter for the state of a thread: behind its name, which is in brackets and may itself have some.
char stateOf(const std::filesystem::path& thread)
{
    std::ifstream file(thread / "stat");
    std::string line;
    std::getline(file, line);
    const std::size_t end = line.rfind(')');
    return end == std::string::npos || end + 2 >= line.size() ? 'X' : line[end + 2];
}

/// A thread that is ready but gets no processor, as on a busy machine, uses no time and is yet not idle.
bool otherThreadRuns()
{
    const std::string own = std::to_string(gettid());
    std::error_code none;
    for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task", none)) {
        if (thread.path().filename() == own)
            continue;
        if (const char state = stateOf(thread.path()); state == 'R' || state == 'D')
            return true;
    }
    return false;
}

} // namespace

Idle::Idle()
{
    m_clock.start();
}

void Idle::startOver()
{
    m_moments.clear();
}

bool Idle::isReached()
{
    const std::int64_t began = processorTime(CLOCK_THREAD_CPUTIME_ID);
    const bool isReached = isQuiet() && !timerRuns() && !progressIsShown();
    m_asking += processorTime(CLOCK_THREAD_CPUTIME_ID) - began;
    return isReached;
}

bool Idle::isQuiet()
{
    if (otherThreadRuns())
        m_moments.clear();
    const Moment now = {m_clock.nsecsElapsed(), processorTime(CLOCK_PROCESS_CPUTIME_ID) - m_asking};
    m_moments.push_back(now);
    while (now.used - m_moments.front().used >= hardlyAny)
        m_moments.pop_front();
    return m_moments.size() >= fewestMoments && now.time - m_moments.front().time >= rest;
}

} // namespace script
