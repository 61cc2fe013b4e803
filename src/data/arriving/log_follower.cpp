// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/arriving/log_follower.h"

#include "data/text/record_reader.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace perimeter {

namespace {

/// Bytes before the offset that are looked at again, to see that the file still is what was read.
constexpr std::size_t rememberedBytes = 256;
/// How long a stream is waited for, in milliseconds.
constexpr int streamPatience = 100;
constexpr int streamGather = 2;

/// Reads at most `most` bytes onto the end of `text`; how many, 0 at the end, −1 on failure.
template <typename Read>
ssize_t appendRead(std::string& text, std::size_t most, Read read)
{
    const std::size_t before = text.size();
    text.resize(before + most);
    ssize_t got = -1;
    do
        got = read(text.data() + before);
    while (got < 0 && errno == EINTR);
    text.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return got;
}

/// Takes the whole lines off the front.
std::string wholeLines(std::string& pending)
{
    const std::size_t end = pending.rfind('\n');
    if (end == std::string::npos)
        return {};
    std::string rest = pending.substr(end + 1);
    pending.resize(end + 1);
    return std::exchange(pending, std::move(rest));
}

/// All that is left, its last line ended.
std::string lastLines(std::string& pending)
{
    if (!pending.empty() && !pending.ends_with('\n'))
        pending += '\n';
    return std::exchange(pending, {});
}

bool isEndless(const std::string& pending)
{
    return pending.size() > longestRecord && pending.find('\n') == std::string::npos;
}

Unexpected lineTooLong(const std::string& name, std::int64_t linesBefore)
{
    return {ErrorCode::LineTooLong, {name, std::to_string(linesBefore + 1), std::to_string(longestRecord)}};
}

} // namespace

Expected<LogFollower> LogFollower::open(const std::string& path)
{
    LogFollower follower(path);
    struct ::stat found = {};
    if (::stat(path.c_str(), &found) != 0)
        return errno == ENOENT ? Unexpected(ErrorCode::FileNotFound, {path}) : follower.unreadable();
    if (S_ISDIR(found.st_mode))
        return Unexpected(ErrorCode::PathIsDirectory, {path});
    follower.m_file = ReadHandle(path);
    return follower.m_file.isOpen() ? Expected<LogFollower>(std::move(follower)) : follower.unreadable();
}

Unexpected LogFollower::unreadable() const
{
    return Unexpected(ErrorCode::FileUnreadable, {m_path, std::generic_category().message(errno)});
}

/// Holds on to other files as soon as the name stands for them, so that they are there when their turn comes. False
/// where one cannot be opened.
bool LogFollower::lookForSuccessors()
{
    for (ReadHandle& file : m_rotations.newFiles())
        addSuccessor(std::move(file));
    // Where the system does not tell of rotations, the last one is seen by the name.
    struct ::stat now = {};
    if (::stat(m_path.c_str(), &now) != 0 || now.st_size == 0)
        return true;
    ReadHandle file(m_path);
    if (!file.isOpen())
        return errno == ENOENT;
    addSuccessor(std::move(file));
    return true;
}

void LogFollower::addSuccessor(ReadHandle file)
{
    const auto identity = [](const ReadHandle& handle) {
        struct ::stat status = {};
        ::fstat(handle.get(), &status);
        return std::pair(status.st_dev, status.st_ino);
    };
    const ReadHandle& newest = m_successors.empty() ? m_file : m_successors.back();
    if (identity(file) != identity(newest))
        m_successors.push_back(std::move(file));
}

/// Whether the file that comes next is written to, or was left for another. An empty one may wait for its writer while
/// that still ends the former file.
bool LogFollower::isSucceeded() const
{
    struct ::stat next = {};
    return m_successors.size() > 1 ||
           (!m_successors.empty() && ::fstat(m_successors.front().get(), &next) == 0 && next.st_size > 0);
}

void LogFollower::startOver()
{
    m_offset = 0;
    m_lastBytes.clear();
    m_pending.clear();
    m_linesGiven = 0;
    m_startsFile = true;
}

bool LogFollower::wasTruncated() const
{
    struct ::stat now = {};
    if (::fstat(m_file.get(), &now) != 0)
        return false;
    if (now.st_size < m_offset)
        return true;
    std::string present(m_lastBytes.size(), '\0');
    const ssize_t got =
        ::pread(m_file.get(), present.data(), present.size(), m_offset - static_cast<off_t>(m_lastBytes.size()));
    return got != static_cast<ssize_t>(present.size()) || present != m_lastBytes;
}

Expected<std::size_t> LogFollower::read(std::size_t most)
{
    const ssize_t got =
        appendRead(m_pending, most, [&](char* into) { return ::pread(m_file.get(), into, most, m_offset); });
    if (got < 0)
        return unreadable();
    const auto bytes = static_cast<std::size_t>(got);
    m_offset += got;
    m_lastBytes.append(m_pending, m_pending.size() - bytes);
    if (m_lastBytes.size() > rememberedBytes)
        m_lastBytes.erase(0, m_lastBytes.size() - rememberedBytes);
    return bytes;
}

Lines LogFollower::take(bool untilEnd)
{
    Lines lines;
    lines.text = untilEnd ? lastLines(m_pending) : wholeLines(m_pending);
    lines.startsFile = !lines.text.empty() && std::exchange(m_startsFile, false);
    lines.cutOff = std::exchange(m_cutOff, 0);
    m_linesGiven += std::ranges::count(lines.text, '\n');
    return lines;
}

Expected<Lines> LogFollower::next(std::size_t most)
{
    if (wasTruncated()) {
        m_cutOff += m_pending.empty() ? 0 : 1;
        startOver();
    }
    // What the writer added to the former file before it turned to the new one is there once the new one is seen.
    if (!lookForSuccessors())
        return unreadable();
    const bool rotated = isSucceeded();
    PERIMETER_TRY(const std::size_t bytes, read(most));
    if (bytes == 0 && rotated) {
        Lines last = take(true);
        m_file = std::move(m_successors.front());
        m_successors.pop_front();
        startOver();
        if (!last.text.empty())
            return last;
        if (const Expected<std::size_t> anew = read(most); !anew)
            return anew.unexpected();
    }
    if (isEndless(m_pending))
        return lineTooLong(m_path, m_linesGiven);
    return take(false);
}

Expected<Lines> StreamLines::next(std::size_t most)
{
    struct ::pollfd stream = {.fd = m_file, .events = POLLIN, .revents = 0};
    if (::poll(&stream, 1, streamPatience) <= 0)
        return Lines{};
    // A pipe gives little at a time; many rows together are scored sooner.
    ssize_t got = 0;
    const std::size_t before = m_pending.size();
    do
        got = appendRead(m_pending, most, [&](char* into) { return ::read(m_file, into, most); });
    while (got > 0 && m_pending.size() - before<most&& ::poll(&stream, 1, streamGather)> 0);
    if (got < 0)
        return Unexpected(ErrorCode::FileUnreadable, {m_name, std::generic_category().message(errno)});
    if (isEndless(m_pending))
        return lineTooLong(m_name, m_linesGiven);
    Lines lines;
    lines.ended = got == 0;
    lines.text = lines.ended ? lastLines(m_pending) : wholeLines(m_pending);
    lines.startsFile = !lines.text.empty() && std::exchange(m_startsFile, false);
    m_linesGiven += std::ranges::count(lines.text, '\n');
    return lines;
}

} // namespace perimeter
