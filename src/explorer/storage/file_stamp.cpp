// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/storage/file_stamp.h"

#include <sys/stat.h>

namespace perimeter {

FileStamp stampOf(const std::string& path)
{
    struct stat found = {};
    if (::stat(path.c_str(), &found) != 0)
        return {};
    constexpr std::int64_t nanoseconds = 1'000'000'000;
    return {.device = static_cast<std::uint64_t>(found.st_dev),
            .node = static_cast<std::uint64_t>(found.st_ino),
            .bytes = static_cast<std::int64_t>(found.st_size),
            .modified = std::int64_t{found.st_mtim.tv_sec} * nanoseconds + std::int64_t{found.st_mtim.tv_nsec}};
}

} // namespace perimeter
