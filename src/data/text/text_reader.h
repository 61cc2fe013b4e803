// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "data/table/source.h"
#include "data/text/text_converter.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace perimeter {

/// The first bytes of a file, at most `limit`. ErrorCode::FileNotFound, PathIsDirectory, FileNotSeekable,
/// FileUnreadable, FileEmpty.
/// `path` is a name in the file system and nothing else: addresses and patterns are files that are not found.
[[nodiscard]] Expected<std::string> readHead(const std::string& path, std::size_t limit);

/// Whether all of `text` is UTF-8.
[[nodiscard]] bool isUtf8(std::string_view text);

/// The encoding of a text file by its first bytes: byte order mark, pattern of zero bytes, validity as UTF-8; nothing
/// if these bytes are not text.
[[nodiscard]] std::optional<Encoding> detectEncoding(std::string_view head);

/// Reads a text file as UTF-8, block by block, whatever its encoding. A byte order mark is left out. Latin-1 is read as
/// its superset Windows-1252, as browsers do.
class TextReader {
public:
    [[nodiscard]] static Expected<TextReader> open(const std::string& path, Encoding encoding);

    /// Appends the next block to `text`; false at the end of the file. ErrorCode::InvalidEncoding, NulByte and
    /// FileUnreadable name the line.
    [[nodiscard]] Expected<bool> append(std::string& text);
    /// The share of the file read so far, 0 to 1.
    [[nodiscard]] double share() const;
    [[nodiscard]] bool hadByteOrderMark() const { return m_hadByteOrderMark; }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    TextReader(std::string path, Encoding encoding, std::unique_ptr<std::FILE, Close> file, std::uintmax_t bytes);
    [[nodiscard]] bool decode(std::string& text, bool atEnd);
    [[nodiscard]] std::string lineOf(std::string_view decoded, std::size_t position) const;

    std::string m_path;
    std::optional<TextConverter> m_converter; ///< none: UTF-8
    std::unique_ptr<std::FILE, Close> m_file;
    std::uintmax_t m_bytes = 0;
    std::uintmax_t m_read = 0;
    std::string m_raw; ///< bytes not decoded yet: a block, or the cut-off sequence at its end
    std::int64_t m_lines = 0;
    bool m_hadByteOrderMark = false;
};

} // namespace perimeter
