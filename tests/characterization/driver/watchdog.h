// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace script {

/// Ends the program, from a thread of its own, where it hangs on a line; the last line of the transcript says on which.
class Watchdog {
public:
    static constexpr int exitStatus = 5;

    explicit Watchdog(std::string transcript);

    /// Something new is done, with a patience of its own.
    void begin(const std::string& what);

private:
    void watch(const std::stop_token& stop);

    std::string m_transcript;
    std::mutex m_mutex;
    std::condition_variable_any m_begun;
    std::string m_what;
    int m_turn = 0;
    std::jthread m_thread; ///< last, so that all it uses outlives it
};

} // namespace script
