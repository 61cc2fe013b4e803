// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console/interruption.h"

#include <atomic>
#include <poll.h>

namespace perimeter {

namespace {

// All a signal can reach.
std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void remember(int)
{
    interrupted = true;
}

} // namespace

Interruption::Interruption()
{
    interrupted = false;
    struct ::sigaction action = {};
    action.sa_handler = remember;
    ::sigaction(SIGINT, &action, &m_formerInterrupt);
    ::sigaction(SIGTERM, &action, &m_formerTerminate);
}

Interruption::~Interruption()
{
    ::sigaction(SIGINT, &m_formerInterrupt, nullptr);
    ::sigaction(SIGTERM, &m_formerTerminate, nullptr);
}

bool Interruption::hasCome() const
{
    return interrupted;
}

void Interruption::wait(int milliseconds) const
{
    if (!interrupted)
        ::poll(nullptr, 0, milliseconds);
}

} // namespace perimeter
