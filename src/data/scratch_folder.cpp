// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/scratch_folder.h"

#include <cstdlib>
#include <system_error>
#include <utility>
#include <vector>

namespace perimeter {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> candidateParents()
{
    std::vector<fs::path> parents;
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache == '/')
        parents.emplace_back(fs::path(cache) / "perimeter");
    if (const char* home = std::getenv("HOME"); home && *home == '/')
        parents.emplace_back(fs::path(home) / ".cache" / "perimeter");
    std::error_code error;
    if (const fs::path temporary = fs::temp_directory_path(error); !error)
        parents.push_back(temporary);
    parents.emplace_back("/tmp");
    return parents;
}

/// The engine would read these signs as a pattern for many files.
bool isPlainName(const fs::path& path)
{
    return path.native().find_first_of("*?[]{}\\") == std::string::npos;
}

} // namespace

ScratchFolder::ScratchFolder(fs::path path) : m_path(std::move(path)) {}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}

ScratchFolder& ScratchFolder::operator=(ScratchFolder&& other) noexcept
{
    std::swap(m_path, other.m_path);
    return *this;
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;
    if (!m_path.empty())
        fs::remove_all(m_path, ignored);
}

Expected<ScratchFolder> ScratchFolder::create()
{
    std::error_code error;
    std::string tried;
    for (const fs::path& parent : candidateParents()) {
        if (!isPlainName(parent))
            continue;
        fs::create_directories(parent, error);
        std::string pattern = (parent / "perimeter-XXXXXX").native();
        if (::mkdtemp(pattern.data()))
            return ScratchFolder(fs::path(pattern));
        error = std::error_code(errno, std::generic_category());
        tried = parent.native();
    }
    return Unexpected(ErrorCode::CannotWrite, {tried, error.message()});
}

Expected<std::string> ScratchFolder::link(const std::string& name, const fs::path& target) const
{
    std::error_code error;
    const fs::path absolute = fs::absolute(target, error);
    const fs::path path = m_path / name;
    if (!error)
        fs::create_symlink(absolute, path, error);
    if (error)
        return Unexpected(ErrorCode::CannotWrite, {path.native(), error.message()});
    return path.native();
}

} // namespace perimeter
