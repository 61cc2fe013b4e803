// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/arriving/line_source.h"
#include "data/arriving/read_handle.h"
#include "data/arriving/rotation_watch.h"

#include <deque>
#include <string>
#include <sys/types.h>

namespace perimeter {

/// The lines of a file that grows, from its beginning. The file is followed by its name: when the name stands for
/// another file that holds something (rotation), the rest of the former is read first, however far behind; when the
/// file became shorter or its last bytes read were replaced (truncation), it is read from its beginning again. Until
/// the name stands for a file again there is nothing to read.
class LogFollower final : public LineSource {
public:
    /// Errors: FileNotFound, PathIsDirectory, FileUnreadable.
    [[nodiscard]] static Expected<LogFollower> open(const std::string& path);

    [[nodiscard]] Expected<Lines> next(std::size_t most) override;

private:
    explicit LogFollower(const std::string& path) : m_path(path), m_rotations(path) {}
    [[nodiscard]] Unexpected unreadable() const;
    [[nodiscard]] bool lookForSuccessors();
    void addSuccessor(ReadHandle file);
    [[nodiscard]] bool isSucceeded() const;
    [[nodiscard]] bool wasTruncated() const;
    void startOver();
    [[nodiscard]] Expected<std::size_t> read(std::size_t most);
    [[nodiscard]] Lines take(bool untilEnd);

    std::string m_path;
    RotationWatch m_rotations;
    ReadHandle m_file;
    std::deque<ReadHandle> m_successors; ///< files that the name came to stand for since, the newest last
    off_t m_offset = 0;                  ///< of what is read next
    std::string m_lastBytes;             ///< before that offset
    std::string m_pending;               ///< read, and not given out
    bool m_startsFile = true;
    std::int64_t m_linesGiven = 0; ///< of this file
    std::int64_t m_cutOff = 0;
};

/// The lines of standard input or another stream that is open already.
class StreamLines final : public LineSource {
public:
    /// `name` is what errors call it.
    StreamLines(int file, std::string name) : m_file(file), m_name(std::move(name)) {}

    [[nodiscard]] Expected<Lines> next(std::size_t most) override;

private:
    int m_file;
    std::string m_name;
    std::string m_pending;
    bool m_startsFile = true;
    std::int64_t m_linesGiven = 0;
};

} // namespace perimeter
