// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <utility>

namespace perimeter {

/// A descriptor that is closed with its handle.
class ReadHandle {
public:
    explicit ReadHandle(int file = -1) : m_file(file) {}
    /// Of a file, for reading; not open where that fails, errno says why.
    explicit ReadHandle(const std::string& path) : m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    ~ReadHandle()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    ReadHandle(ReadHandle&& other) noexcept : m_file(std::exchange(other.m_file, -1)) {}
    ReadHandle& operator=(ReadHandle&& other) noexcept
    {
        std::swap(m_file, other.m_file);
        return *this;
    }

    [[nodiscard]] int get() const { return m_file; }
    [[nodiscard]] bool isOpen() const { return m_file >= 0; }

private:
    int m_file;
};

} // namespace perimeter
