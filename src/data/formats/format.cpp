// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/open_formats.h"

#include <filesystem>

namespace perimeter {

Format detectFormat(const std::string& path, std::string_view head)
{
    const std::string extension = std::filesystem::path(path).extension().native();
    if (head.starts_with("PAR1") || extension == ".parquet")
        return Format::Parquet;
    if (head.starts_with("\xEF\xBB\xBF"))
        head.remove_prefix(3);
    if (head.starts_with("#separator") || head.starts_with("#fields\t") || head.starts_with("#types\t"))
        return Format::ZeekLog;
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && head[first] == '{')
        return Format::JsonLines;
    return extension == ".jsonl" || extension == ".ndjson" ? Format::JsonLines : Format::Delimited;
}

} // namespace perimeter
