// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/svm/child_process.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace perimeter {

namespace {

constexpr int PollMilliseconds = 20;

Unexpected notStarted(int systemError)
{
    return {ErrorCode::SolverNotStarted, {std::generic_category().message(systemError)}};
}

int waitFor(pid_t child)
{
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

/// The child holds nothing open of what its parent and other children hold: else the end of one of them would go
/// unnoticed.
void closeAllBut(int descriptor)
{
    if (descriptor > STDERR_FILENO + 1)
        ::close_range(STDERR_FILENO + 1, static_cast<unsigned>(descriptor) - 1, 0);
    ::close_range(static_cast<unsigned>(descriptor) + 1, ~0U, 0);
}

/// How far a computation of unknown length is: half after two seconds, never done.
double shareAfter(std::chrono::steady_clock::duration elapsed)
{
    const double seconds = std::chrono::duration<double>(elapsed).count();
    return seconds / (seconds + 2);
}

} // namespace

void ChildPipe::write(std::span<const std::byte> bytes) const
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            leave(1);
        if (written > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void ChildPipe::leave(int status)
{
    ::_exit(status);
}

Expected<ChildProcess> ChildProcess::start(const std::function<void(const ChildPipe&)>& work)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return notStarted(errno);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) {
        const int systemError = errno;
        ::close(ends[0]);
        ::close(ends[1]);
        return notStarted(systemError);
    }
    if (child == 0) {
        // Without this a parent that is killed would leave the child computing for nobody.
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ChildPipe::leave(1);
        closeAllBut(ends[1]);
        work(ChildPipe(ends[1]));
        ChildPipe::leave(0);
    }
    ::close(ends[1]);
    return ChildProcess(child, ends[0]);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept : m_child(other.m_child), m_descriptor(other.m_descriptor)
{
    other.m_child = -1;
    other.m_descriptor = -1;
}

ChildProcess::~ChildProcess()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (m_child > 0) {
        ::kill(m_child, SIGKILL);
        waitFor(m_child);
    }
}

Expected<void> ChildProcess::read(std::span<std::byte> answer, Progress& progress)
{
    const auto start = std::chrono::steady_clock::now();
    while (!answer.empty()) {
        pollfd readable{m_descriptor, POLLIN, 0};
        const int ready = ::poll(&readable, 1, PollMilliseconds);
        if (!progress.advance(shareAfter(std::chrono::steady_clock::now() - start)))
            return Unexpected(ErrorCode::Cancelled);
        if (ready <= 0)
            continue;
        const ssize_t count = ::read(m_descriptor, answer.data(), answer.size());
        if (count == 0)
            return died();
        if (count > 0)
            answer = answer.subspan(static_cast<std::size_t>(count));
        else if (errno != EINTR)
            return Unexpected(ErrorCode::SolverDied, {std::generic_category().message(errno)});
    }
    return {};
}

Unexpected ChildProcess::died()
{
    const int status = waitFor(m_child);
    m_child = -1;
    const std::string how = WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                                                : "status " + std::to_string(WEXITSTATUS(status));
    return {ErrorCode::SolverDied, {how}};
}

} // namespace perimeter
