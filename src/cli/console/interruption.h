// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>

namespace perimeter {

/// While it lives, SIGINT and SIGTERM do not end the program but are remembered. One at a time.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    [[nodiscard]] bool hasCome() const;
    /// Waits for so many milliseconds, or until it comes.
    void wait(int milliseconds) const;

private:
    struct ::sigaction m_formerInterrupt = {};
    struct ::sigaction m_formerTerminate = {};
};

} // namespace perimeter
