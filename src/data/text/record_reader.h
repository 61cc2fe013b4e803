// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "data/table/source.h"
#include "data/text/text_reader.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perimeter {

/// A field as it stands in the file, without its outer quotes.
struct Field {
    std::string_view text;
    bool quoted = false;
    bool escaped = false; ///< holds doubled quotes
};

/// The field's text with doubled quotes made single.
[[nodiscard]] std::string unescaped(const Field& field, std::optional<char> quote);

struct Record {
    std::vector<Field> fields;
    std::int64_t line = 0; ///< where it starts, from 1
};

struct RecordFormat {
    char delimiter = ',';
    std::optional<char> quote = '"';
    std::optional<char> comment = {}; ///< lines that begin with it are passed over
};

/// Longest record read, in bytes of UTF-8.
inline constexpr std::size_t longestRecord = std::size_t{16} << 20;

/// What the engine's own reader would not take as it stands.
struct Irregularities {
    bool straySigns = false; ///< quotes within a bare field, or text after a closing quote
    bool commentLines = false;
    bool blankLines = false;
    bool loneReturns = false; ///< CR as a line end
    bool lineFeeds = false;
    bool returnLineFeeds = false;
    bool quotedLineEnds = false; ///< line ends within quotes
};

/// Splits text into records and fields. LF, CRLF and CR end a line; blank lines are passed over. A quote opens a field
/// only as its first character; text after a closing quote makes the whole field a bare one, as it stands.
class RecordReader {
public:
    /// Over a file.
    RecordReader(std::string path, TextReader reader, const RecordFormat& format);
    /// Over text at hand, of which the last record may be cut off.
    RecordReader(std::string_view text, const RecordFormat& format);

    /// The next record, whose fields are valid until the next call; false at the end. ErrorCode::LineTooLong,
    /// UnclosedQuote, and those of TextReader.
    [[nodiscard]] Expected<bool> next(Record& record);

    [[nodiscard]] double share() const { return m_reader ? m_reader->share() : 1; }
    [[nodiscard]] const Irregularities& irregularities() const { return m_irregularities; }
    [[nodiscard]] std::size_t longest() const { return m_longest; }
    [[nodiscard]] bool hadByteOrderMark() const { return m_reader && m_reader->hadByteOrderMark(); }

private:
    enum class Parsed { Whole, NeedsMore };
    [[nodiscard]] Parsed parse(Record& record);
    [[nodiscard]] bool parseField(Record& record);
    [[nodiscard]] std::optional<std::size_t> closingQuote(std::size_t from, bool& escaped) const;
    [[nodiscard]] bool endLine();
    [[nodiscard]] bool skipLine();
    [[nodiscard]] Expected<bool> fill();

    std::string m_path;
    std::optional<TextReader> m_reader;
    std::array<bool, 256> m_special = {};
    RecordFormat m_format;
    std::string m_buffer;
    std::size_t m_start = 0;    ///< of the record being read
    std::size_t m_position = 0; ///< in the buffer
    std::int64_t m_line = 1;    ///< at m_start
    std::int64_t m_linesWithin = 0;
    bool m_atEnd = false;
    std::size_t m_longest = 0;
    Irregularities m_irregularities;
};

} // namespace perimeter
