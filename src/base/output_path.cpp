// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/output_path.h"

#include <filesystem>
#include <system_error>

namespace perimeter {

Expected<void> checkOutputPath(const std::string& path)
{
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status))
        return {};
    return Unexpected(ErrorCode::NotAFile, {path});
}

} // namespace perimeter
