// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include <cstdint>
#include <deque>

namespace script {

/// Tells when the program has nothing left to do, by what can be seen of any program with a window: for a while no
/// thread ran or waited for the disk and hardly any processor time was used, no single-shot timer of a widget runs, and
/// no progress is shown.
class Idle {
public:
    Idle();

    /// The program was given something to do.
    void startOver();

    /// To be asked again and again from the event loop, some milliseconds apart.
    [[nodiscard]] bool isReached();

private:
    struct Moment {
        std::int64_t time = 0; ///< nanoseconds since the clock was started
        std::int64_t used = 0; ///< processor time of the program until then, without that of asking
    };

    [[nodiscard]] bool isQuiet();

    QElapsedTimer m_clock;
    std::deque<Moment> m_moments; ///< since the program became quiet
    std::int64_t m_asking = 0;    ///< processor time that asking has taken
};

} // namespace script
