// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace perimeter {

enum class Encoding { Utf8, Utf16LittleEndian, Utf16BigEndian, Latin1 };

enum class Format { Delimited, JsonLines, Parquet, ZeekLog };

/// How a delimited file is written. A byte order mark and any line end (LF, CRLF, CR) are understood without being
/// told.
struct Dialect {
    Encoding encoding = Encoding::Utf8;
    char delimiter = ',';
    std::optional<char> quote = '"';
    char decimal = '.';
    bool header = true;

    bool operator==(const Dialect&) const = default;
};

/// What the user fixed of a dialect; the rest is found from the file. `names` replace the header's names, or name the
/// columns of a file without a header (which are column1, column2, … otherwise).
struct DialectChoice {
    std::optional<Encoding> encoding = {};
    std::optional<char> delimiter = {};
    std::optional<std::optional<char>> quote = {}; ///< an inner nothing means: the file has no quotes
    std::optional<char> decimal = {};
    std::optional<bool> header = {};
    std::vector<std::string> names = {};

    bool operator==(const DialectChoice&) const = default;
};

/// A second file, joined to the first by a column both have. Every row of the first is kept once: of several rows with
/// the same key the first counts, and how many were passed over is a Notice.
struct Join {
    std::string path;
    std::string key;
    DialectChoice dialect = {};

    bool operator==(const Join&) const = default;
};

struct Source {
    std::string path; ///< UTF-8
    DialectChoice dialect = {};
    std::vector<Join> joins = {};

    bool operator==(const Source&) const = default;
};

} // namespace perimeter
