// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/progress.h"

#include <cstddef>
#include <functional>
#include <span>
#include <sys/types.h>

namespace perimeter {

/// The child's end of the pipe to its parent.
class ChildPipe {
public:
    explicit ChildPipe(int descriptor) : m_descriptor(descriptor) {}

    /// Writes everything, or ends the child: then nobody reads any more.
    void write(std::span<const std::byte> bytes) const;

    /// Ends the child at once; nothing the parent has registered for its own end is run.
    [[noreturn]] static void leave(int status);

private:
    int m_descriptor;
};

/// A forked copy of this process that computes one answer. It outlives neither this object nor the thread that started
/// it, and leaves no zombie and no descriptor.
class ChildProcess {
public:
    /// Forks; `work` runs in the child. No other thread of the process exists there: `work` may allocate, compute and
    /// write to the pipe, but must not use what another thread may have held locked. Errors: SolverNotStarted.
    [[nodiscard]] static Expected<ChildProcess> start(const std::function<void(const ChildPipe&)>& work);

    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;
    ~ChildProcess();

    /// Fills `answer` with what the child writes, asking `progress` every 20 ms whether it is still wanted.
    /// Errors: Cancelled; SolverDied where the child ends before.
    [[nodiscard]] Expected<void> read(std::span<std::byte> answer, Progress& progress);

private:
    ChildProcess(pid_t child, int descriptor) : m_child(child), m_descriptor(descriptor) {}

    [[nodiscard]] Unexpected died();

    pid_t m_child;
    int m_descriptor;
};

} // namespace perimeter
