// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

namespace perimeter {

/// A private folder for one engine: links to the files it may read, staging files, spilled data. Removed with this
/// object; what a crash left behind is removed by the next one created. It lies in $XDG_CACHE_HOME or ~/.cache
/// (perimeter/), else in the system's temporary folder.
class ScratchFolder {
public:
    [[nodiscard]] static Expected<ScratchFolder> create();
    ~ScratchFolder();
    ScratchFolder(ScratchFolder&& other) noexcept;
    ScratchFolder& operator=(ScratchFolder&& other) noexcept;
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// Makes `name` in this folder stand for `target`, and returns its path. The engine then sees a plain name,
    /// whatever signs the target's own name holds.
    [[nodiscard]] Expected<std::string> link(const std::string& name, const std::filesystem::path& target) const;

private:
    ScratchFolder(std::filesystem::path path, int lock);
    [[nodiscard]] static std::optional<ScratchFolder> createIn(const std::filesystem::path& parent,
                                                               std::error_code& error);

    std::filesystem::path m_path;
    int m_lock = -1; ///< of the folder, held while it is in use
};

} // namespace perimeter
