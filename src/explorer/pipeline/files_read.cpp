// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/pipeline/files_read.h"

#include "explorer/pipeline/pipeline.h"

namespace perimeter {

namespace {

/// A file that is gone is left to whoever reads it: it says so better.
Expected<void> checkUnchanged(const std::vector<std::string>& paths, const std::vector<FileStamp>& read)
{
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const FileStamp now = stampOf(paths[i]);
        if (now != FileStamp() && now != read[i])
            return Unexpected(ErrorCode::DataChanged, {paths[i]});
    }
    return {};
}

} // namespace

Expected<std::vector<Fingerprint>> fingerprintsOf(const Pipeline& pipeline, const Source& source, Progress& progress)
{
    const std::shared_ptr<const std::vector<FileStamp>> read = pipeline.stamps(source);
    if (!read)
        return fingerprints(source, progress);
    const std::vector<std::string> paths = pathsOf(source);
    // Before, as large files take long to go through; and after, as they may be written meanwhile.
    PERIMETER_CHECK(checkUnchanged(paths, *read));
    Expected<std::vector<Fingerprint>> files = fingerprints(source, progress);
    PERIMETER_CHECK(checkUnchanged(paths, *read));
    return files;
}

} // namespace perimeter
