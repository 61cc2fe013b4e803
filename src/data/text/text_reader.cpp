// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/text/text_reader.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace perimeter {

namespace {

constexpr std::size_t blockBytes = std::size_t{1} << 20;
constexpr std::string_view utf8Mark = "\xEF\xBB\xBF";

unsigned byteAt(std::string_view text, std::size_t i)
{
    return static_cast<unsigned char>(text[i]);
}

/// Length of the well-formed sequence at `i`: 0 if there is none, or `cutOff` if the text ends within one.
constexpr std::size_t cutOff = 5;
std::size_t sequenceLength(std::string_view text, std::size_t i)
{
    const unsigned first = byteAt(text, i);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                               : (first & 0xF0) == 0xE0         ? 3
                               : first >= 0xF0 && first <= 0xF4 ? 4
                                                                : 0;
    for (std::size_t k = 1; k < length; ++k) {
        if (i + k >= text.size())
            return cutOff;
        unsigned low = 0x80;
        unsigned high = 0xBF;
        if (k == 1) {
            low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : low;
            high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : high;
        }
        if (byteAt(text, i + k) < low || byteAt(text, i + k) > high)
            return 0;
    }
    return length;
}

/// Where the well-formed part of `text` ends; eight plain characters are passed at a time.
std::size_t wellFormedLength(std::string_view text, bool& endsWithin)
{
    endsWithin = false;
    for (std::size_t i = 0; i < text.size();) {
        std::uint64_t eight = 0;
        if (i + 8 <= text.size()) {
            std::memcpy(&eight, text.data() + i, 8);
            if (!(eight & 0x8080808080808080U)) {
                i += 8;
                continue;
            }
        }
        const std::size_t length = sequenceLength(text, i);
        if (length == 0 || length == cutOff) {
            endsWithin = length == cutOff;
            return i;
        }
        i += length;
    }
    return text.size();
}

/// Of an encoding other than UTF-8.
std::optional<TextConverter> converterOf(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf8:
        return std::nullopt;
    case Encoding::Utf16LittleEndian:
        return TextConverter("UTF-16LE", false);
    case Encoding::Utf16BigEndian:
        return TextConverter("UTF-16BE", false);
    case Encoding::Latin1:
        return TextConverter("CP1252", true);
    }
    return std::nullopt;
}

/// Share of bytes that no text has: control characters but tab, line ends, form feed and escape.
double controlShare(std::string_view head)
{
    const auto controls = std::ranges::count_if(head, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1B;
    });
    return static_cast<double>(controls) / static_cast<double>(std::max<std::size_t>(head.size(), 1));
}

} // namespace

Expected<std::string> readHead(const std::string& path, std::size_t limit)
{
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
        return status.type() == std::filesystem::file_type::not_found || !error
                   ? Unexpected(ErrorCode::FileNotFound, {path})
                   : Unexpected(ErrorCode::FileUnreadable, {path, error.message()});
    if (std::filesystem::is_directory(status))
        return Unexpected(ErrorCode::PathIsDirectory, {path});
    if (!std::filesystem::is_regular_file(status))
        return Unexpected(ErrorCode::FileNotSeekable, {path});
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!file)
        return Unexpected(ErrorCode::FileUnreadable, {path, std::generic_category().message(errno)});
    std::string head(limit, '\0');
    head.resize(std::fread(head.data(), 1, limit, file.get()));
    if (std::ferror(file.get()))
        return Unexpected(ErrorCode::FileUnreadable, {path, std::generic_category().message(errno)});
    if (head.empty())
        return Unexpected(ErrorCode::FileEmpty, {path});
    return head;
}

bool isUtf8(std::string_view text)
{
    bool endsWithin = false;
    return wellFormedLength(text, endsWithin) == text.size();
}

std::optional<Encoding> detectEncoding(std::string_view head)
{
    if (head.starts_with(utf8Mark))
        return Encoding::Utf8;
    if (head.starts_with("\xFF\xFE"))
        return Encoding::Utf16LittleEndian;
    if (head.starts_with("\xFE\xFF"))
        return Encoding::Utf16BigEndian;
    std::array<std::size_t, 2> zeros = {};
    for (std::size_t i = 0; i < head.size(); ++i)
        zeros[i % 2] += head[i] == '\0';
    const std::size_t pairs = head.size() / 2;
    if (zeros[0] == 0 && zeros[1] * 4 > pairs)
        return Encoding::Utf16LittleEndian;
    if (zeros[1] == 0 && zeros[0] * 4 > pairs)
        return Encoding::Utf16BigEndian;
    if (controlShare(head) > 0.01 && head.size() >= 100)
        return std::nullopt;
    // The head may end within a character.
    bool endsWithin = false;
    if (wellFormedLength(head, endsWithin) == head.size() || endsWithin)
        return Encoding::Utf8;
    return zeros[0] + zeros[1] > 0 ? std::nullopt : std::optional(Encoding::Latin1);
}

TextReader::TextReader(std::string path, Encoding encoding, std::unique_ptr<std::FILE, Close> file,
                       std::uintmax_t bytes)
    : m_path(std::move(path)), m_converter(converterOf(encoding)), m_file(std::move(file)), m_bytes(bytes)
{
}

Expected<TextReader> TextReader::open(const std::string& path, Encoding encoding)
{
    std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
    std::error_code error;
    const std::uintmax_t bytes = std::filesystem::file_size(path, error);
    if (!file || error)
        return Unexpected(ErrorCode::FileUnreadable, {path, std::generic_category().message(errno)});
    TextReader reader(path, encoding, std::move(file), bytes);
    if (reader.m_converter && !reader.m_converter->isOpen())
        return Unexpected(ErrorCode::FileUnreadable, {path, std::generic_category().message(errno)});
    return reader;
}

double TextReader::share() const
{
    return m_bytes ? std::min(1.0, static_cast<double>(m_read) / static_cast<double>(m_bytes)) : 1.0;
}

Expected<bool> TextReader::append(std::string& text)
{
    const std::size_t kept = m_raw.size();
    m_raw.resize(kept + blockBytes);
    const std::size_t got = std::fread(m_raw.data() + kept, 1, blockBytes, m_file.get());
    m_raw.resize(kept + got);
    if (std::ferror(m_file.get()))
        return Unexpected(ErrorCode::FileUnreadable, {m_path, std::generic_category().message(errno)});
    const bool atStart = m_read == 0;
    const bool atEnd = got < blockBytes;
    m_read += got;
    const std::size_t before = text.size();
    const bool valid = decode(text, atEnd);
    if (atStart && std::string_view(text).substr(before).starts_with(utf8Mark)) {
        text.erase(before, utf8Mark.size());
        m_hadByteOrderMark = true;
    }
    const std::string_view decoded = std::string_view(text).substr(before);
    if (!valid)
        return Unexpected(ErrorCode::InvalidEncoding, {m_path, lineOf(decoded, decoded.size())});
    if (const std::size_t zero = decoded.find('\0'); zero != std::string_view::npos)
        return Unexpected(ErrorCode::NulByte, {m_path, lineOf(decoded, zero)});
    m_lines += std::ranges::count(decoded, '\n');
    return got > 0;
}

std::string TextReader::lineOf(std::string_view decoded, std::size_t position) const
{
    return std::to_string(m_lines + 1 + std::ranges::count(decoded.substr(0, position), '\n'));
}

bool TextReader::decode(std::string& text, bool atEnd)
{
    if (m_converter)
        return m_converter->convert(m_raw, text) && (m_raw.empty() || !atEnd);
    bool endsWithin = false;
    const std::size_t length = wellFormedLength(m_raw, endsWithin);
    text.append(m_raw, 0, length);
    const bool isWhole = length == m_raw.size();
    m_raw.erase(0, length);
    return isWhole || (endsWithin && !atEnd);
}

} // namespace perimeter
