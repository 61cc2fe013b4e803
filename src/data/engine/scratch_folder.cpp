// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/engine/scratch_folder.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
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

/// In a folder shared with others nothing else is called so.
constexpr std::string_view namePrefix = "perimeter-engine-";
constexpr int mostAttempts = 20;

/// The folder, open and locked; -1 if another process holds it.
int lockFolder(const fs::path& path)
{
    const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder >= 0 && ::flock(folder, LOCK_EX | LOCK_NB) == 0)
        return folder;
    if (folder >= 0)
        ::close(folder);
    return -1;
}

/// Removes folders whose process is gone: nobody holds their lock.
void removeAbandoned(const fs::path& parent)
{
    std::error_code error;
    std::vector<fs::path> abandoned;
    for (fs::directory_iterator at(parent, error), end; !error && at != end; at.increment(error))
        if (at->path().filename().native().starts_with(namePrefix))
            abandoned.push_back(at->path());
    for (const fs::path& path : abandoned)
        if (const int lock = lockFolder(path); lock >= 0) {
            fs::remove_all(path, error);
            ::close(lock);
        }
}

} // namespace

ScratchFolder::ScratchFolder(fs::path path, int lock) : m_path(std::move(path)), m_lock(lock) {}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept
    : m_path(std::exchange(other.m_path, {})), m_lock(std::exchange(other.m_lock, -1))
{
}

ScratchFolder& ScratchFolder::operator=(ScratchFolder&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_lock, other.m_lock);
    return *this;
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;
    if (!m_path.empty())
        fs::remove_all(m_path, ignored);
    if (m_lock >= 0)
        ::close(m_lock);
}

std::optional<ScratchFolder> ScratchFolder::createIn(const fs::path& parent, std::error_code& error)
{
    // Before it is locked, another process may take the folder for abandoned; then a new one is made.
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        std::string path = (parent / (std::string(namePrefix) + "XXXXXX")).native();
        if (!::mkdtemp(path.data())) {
            error = std::error_code(errno, std::generic_category());
            return std::nullopt;
        }
        const int lock = lockFolder(path);
        struct ::stat status = {};
        if (lock >= 0 && ::fstat(lock, &status) == 0 && status.st_nlink > 0)
            return ScratchFolder(path, lock);
        if (lock >= 0)
            ::close(lock);
        else if (errno != EWOULDBLOCK && errno != ENOENT)
            return ScratchFolder(path, -1); // The file system knows no locks, so nothing is taken for abandoned.
    }
    error = std::make_error_code(std::errc::device_or_resource_busy);
    return std::nullopt;
}

Expected<ScratchFolder> ScratchFolder::create()
{
    std::error_code error;
    std::string tried;
    for (const fs::path& parent : candidateParents()) {
        if (!isPlainName(parent))
            continue;
        fs::create_directories(parent, error);
        removeAbandoned(parent);
        if (std::optional<ScratchFolder> folder = createIn(parent, error))
            return *std::move(folder);
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
