// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/text/record_reader.h"

#include <algorithm>
#include <utility>

namespace perimeter {

namespace {

std::array<bool, 256> specialSigns(const RecordFormat& format)
{
    std::array<bool, 256> special = {};
    const auto mark = [&special](char c) { special[static_cast<unsigned char>(c)] = true; };
    mark(format.delimiter);
    mark('\n');
    mark('\r');
    if (format.quote)
        mark(*format.quote);
    return special;
}

} // namespace

std::string unescaped(const Field& field, std::optional<char> quote)
{
    std::string text(field.text);
    if (!field.escaped || !quote)
        return text;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        text[kept++] = text[i];
        if (text[i] == *quote && i + 1 < text.size() && text[i + 1] == *quote)
            ++i;
    }
    text.resize(kept);
    return text;
}

RecordReader::RecordReader(std::string path, TextReader reader, const RecordFormat& format)
    : m_path(std::move(path)), m_reader(std::move(reader)), m_special(specialSigns(format)), m_format(format)
{
}

RecordReader::RecordReader(std::string_view text, const RecordFormat& format)
    : m_special(specialSigns(format)), m_format(format), m_buffer(text), m_atEnd(true)
{
}

Expected<bool> RecordReader::fill()
{
    m_buffer.erase(0, m_start);
    m_position -= m_start;
    m_start = 0;
    Expected<bool> more = m_reader->append(m_buffer);
    if (more)
        m_atEnd = !*more;
    return more;
}

Expected<bool> RecordReader::next(Record& record)
{
    m_start = m_position;
    m_line += m_linesWithin;
    for (;;) {
        m_linesWithin = 0;
        m_position = m_start;
        if (m_start < m_buffer.size() || m_atEnd) {
            if (m_start == m_buffer.size())
                return false;
            if (parse(record) == Parsed::Whole) {
                m_longest = std::max(m_longest, m_position - m_start);
                return true;
            }
            if (m_start == m_buffer.size() && m_atEnd)
                return false;
            if (m_atEnd)
                return Unexpected(ErrorCode::UnclosedQuote, {m_path, std::to_string(m_line)});
            if (m_buffer.size() - m_start > longestRecord)
                return Unexpected(ErrorCode::LineTooLong,
                                  {m_path, std::to_string(m_line), std::to_string(longestRecord)});
        }
        if (const Expected<bool> more = fill(); !more)
            return more.unexpected();
    }
}

/// One record from m_start on. Blank lines and comments before it are passed over (m_start moves on).
RecordReader::Parsed RecordReader::parse(Record& record)
{
    for (;;) {
        if (m_position == m_buffer.size())
            return Parsed::NeedsMore;
        const char first = m_buffer[m_position];
        const bool blank = first == '\n' || first == '\r';
        const bool comment = m_format.comment && first == *m_format.comment;
        if (!blank && !comment)
            break;
        if (!(comment ? skipLine() : endLine()))
            return Parsed::NeedsMore;
        m_irregularities.blankLines |= blank;
        m_irregularities.commentLines |= comment;
        m_line += m_linesWithin;
        m_linesWithin = 0;
        m_start = m_position;
    }
    record.fields.clear();
    record.line = m_line;
    for (;;) {
        if (!parseField(record))
            return Parsed::NeedsMore;
        if (m_position == m_buffer.size())
            return m_atEnd ? Parsed::Whole : Parsed::NeedsMore;
        if (m_buffer[m_position] != m_format.delimiter)
            return endLine() ? Parsed::Whole : Parsed::NeedsMore;
        ++m_position;
    }
}

/// The field at m_position, which is left on the delimiter, line end or end of text after it.
bool RecordReader::parseField(Record& record)
{
    const std::string_view text = m_buffer;
    const std::size_t from = m_position;
    if (m_format.quote && from < text.size() && text[from] == *m_format.quote) {
        bool escaped = false;
        const std::optional<std::size_t> close = closingQuote(from + 1, escaped);
        if (!close)
            return false;
        m_position = *close + 1;
        const std::string_view inner = text.substr(from + 1, *close - from - 1);
        const auto lines = std::ranges::count(inner, '\n');
        m_linesWithin += lines > 0 ? lines : std::ranges::count(inner, '\r');
        m_irregularities.quotedLineEnds |= inner.find_first_of("\r\n") != std::string_view::npos;
        const bool ends = m_position == text.size() || text[m_position] == m_format.delimiter ||
                          text[m_position] == '\n' || text[m_position] == '\r';
        if (m_position == text.size() && !m_atEnd)
            return false;
        if (ends) {
            record.fields.push_back({inner, true, escaped});
            return true;
        }
        m_irregularities.straySigns = true;
    }
    for (;;) {
        while (m_position < text.size() && !m_special[static_cast<unsigned char>(text[m_position])])
            ++m_position;
        if (m_position == text.size() || !m_format.quote || text[m_position] != *m_format.quote)
            break;
        m_irregularities.straySigns = true;
        ++m_position;
    }
    record.fields.push_back({text.substr(from, m_position - from)});
    return true;
}

std::optional<std::size_t> RecordReader::closingQuote(std::size_t from, bool& escaped) const
{
    const char quote = *m_format.quote;
    for (std::size_t i = m_buffer.find(quote, from); i != std::string::npos; i = m_buffer.find(quote, i + 2)) {
        if (i + 1 == m_buffer.size() || m_buffer[i + 1] != quote)
            return i;
        escaped = true;
    }
    return std::nullopt;
}

/// Passes the line end at m_position; false if more text must be seen to know it whole.
bool RecordReader::endLine()
{
    if (m_buffer[m_position] == '\r') {
        if (m_position + 1 == m_buffer.size() && !m_atEnd)
            return false;
        const bool both = m_position + 1 < m_buffer.size() && m_buffer[m_position + 1] == '\n';
        (both ? m_irregularities.returnLineFeeds : m_irregularities.loneReturns) = true;
        m_position += both ? 2 : 1;
    } else {
        m_irregularities.lineFeeds = true;
        ++m_position;
    }
    ++m_linesWithin;
    return true;
}

bool RecordReader::skipLine()
{
    m_position = std::min(m_buffer.find_first_of("\r\n", m_position), m_buffer.size());
    if (m_position == m_buffer.size())
        return m_atEnd;
    return endLine();
}

} // namespace perimeter
