// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/table/write.h"

#include "base/output_path.h"
#include "data/engine/quoting.h"
#include "data/table/table_content.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace perimeter {

namespace fs = std::filesystem;

namespace {

std::string reason(int number)
{
    return std::generic_category().message(number);
}

/// Makes what was written to a file or folder last, as far as the system can.
int synchronise(const fs::path& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return errno;
    const int failure = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    return failure;
}

/// A file beside its target that becomes it on commit(), and is removed otherwise.
class StagingFile {
public:
    static Expected<StagingFile> create(const fs::path& target)
    {
        PERIMETER_CHECK(checkOutputPath(target.native()));
        std::error_code error;
        // A link's target is replaced, not the link.
        const fs::path real = fs::exists(target, error) ? fs::canonical(target, error) : target;
        std::string pattern = (real.parent_path() / ("." + real.filename().native() + "-XXXXXX")).native();
        const int file = ::mkstemp(pattern.data());
        if (file < 0)
            return Unexpected(ErrorCode::CannotWrite, {target.native(), reason(errno)});
        // mkstemp's file is for the owner alone; give it the mode an ordinary new file, or the old one, has.
        struct ::stat old = {};
        const mode_t mask = ::umask(0);
        ::umask(mask);
        ::fchmod(file, ::stat(real.c_str(), &old) == 0 ? old.st_mode & 0777 : 0666 & ~mask);
        ::close(file);
        return StagingFile(pattern, real);
    }
    StagingFile(StagingFile&& other) noexcept
        : m_path(std::exchange(other.m_path, {})), m_target(std::move(other.m_target))
    {
    }
    StagingFile& operator=(StagingFile&&) = delete;
    ~StagingFile()
    {
        std::error_code ignored;
        if (!m_path.empty())
            fs::remove(m_path, ignored);
    }

    [[nodiscard]] const fs::path& path() const { return m_path; }

    Expected<void> commit()
    {
        if (const int failure = synchronise(m_path))
            return Unexpected(ErrorCode::CannotWrite, {m_target.native(), reason(failure)});
        if (::rename(m_path.c_str(), m_target.c_str()) != 0)
            return Unexpected(ErrorCode::CannotWrite, {m_target.native(), reason(errno)});
        m_path.clear();
        static_cast<void>(synchronise(m_target.has_parent_path() ? m_target.parent_path() : fs::path(".")));
        return {};
    }

private:
    StagingFile(fs::path path, fs::path target) : m_path(std::move(path)), m_target(std::move(target)) {}

    fs::path m_path;
    fs::path m_target;
};

/// Why the engine could not write: a full disk is named as such, whatever words it has for it.
Unexpected writeFailure(const std::string& path, const StagingFile& staging, const Error& error)
{
    if (error.code != ErrorCode::EngineFailed)
        return Unexpected(error);
    struct ::statvfs disk = {};
    const bool full = ::statvfs(staging.path().c_str(), &disk) == 0 && disk.f_bavail == 0;
    return Unexpected(ErrorCode::CannotWrite, {path, full ? reason(ENOSPC) : error.arguments.front()});
}

} // namespace

Expected<void> checkTablePath(const std::string& path)
{
    const std::string extension = fs::path(path).extension().native();
    if (extension != ".csv" && extension != ".parquet")
        return Unexpected(ErrorCode::UnknownExtension, {path, extension});
    return {};
}

Expected<void> writeTable(const Table& table, const std::string& path, Progress& progress)
{
    PERIMETER_CHECK(checkTablePath(path));
    const std::string extension = fs::path(path).extension().native();
    const TableParts& parts = table.content().parts();
    PERIMETER_TRY(StagingFile staging, StagingFile::create(path));
    PERIMETER_TRY(const std::string link,
                  parts.engine->folder().link(parts.engine->freshName("written"), staging.path()));
    std::string selected;
    for (std::size_t c = 0; c < parts.names.size(); ++c)
        selected += (c ? ", " : "") + parts.names[c] + " AS " + quoteIdentifier(parts.columns[c].name);
    const std::string options = extension == ".csv" ? "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"'"
                                                      ", NULLSTR '', USE_TMP_FILE false"
                                                    : "FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false";
    const Expected<void> written = parts.engine->run("COPY (SELECT " + selected + " FROM " + parts.relation + ") TO " +
                                                         quoteLiteral(link) + " (" + options + ")",
                                                     progress);
    std::error_code ignored;
    fs::remove(link, ignored);
    if (!written)
        return writeFailure(path, staging, written.error());
    return staging.commit();
}

} // namespace perimeter
