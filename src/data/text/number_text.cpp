// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/text/number_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>

namespace perimeter {

namespace {

/// Lines longer than this are none of numbers.
constexpr std::size_t bufferBytes = std::size_t{1} << 20;
constexpr std::ptrdiff_t mostDigits = 18;
constexpr std::uint64_t exactInDouble = std::uint64_t{1} << 53;
constexpr std::array<double, 23> powersOfTen = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

enum class CellType { Missing, Integer, Real, Other };

struct NumberCell {
    CellType type = CellType::Other;
    std::int64_t integer = 0;
    double real = 0; ///< of an integer too, for −0 has a sign
};

struct NumberFormat {
    char delimiter;
    char decimal;
};

/// Digits from `p` on, added to `value`; the first sign that is none.
const char* takeDigits(const char* p, std::uint64_t& value)
{
    for (unsigned digit = 0; (digit = static_cast<unsigned>(*p - '0')) <= 9; ++p)
        value = value * 10 + digit;
    return p;
}

/// By the library, for what is not exact in a division of two doubles; nothing where no double is so large or small.
std::optional<double> realValue(const char* from, const char* to, char decimal)
{
    std::string text(from, to);
    std::ranges::replace(text, decimal, '.');
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

/// The sign after an exponent at `q`, or nothing where it is none of at most three digits.
const char* takeExponent(const char* q)
{
    std::uint64_t digits = 0;
    const char* const first = q + (q[1] == '-' || q[1] == '+' ? 2 : 1);
    q = takeDigits(first, digits);
    return q > first && q - first <= 3 ? q : nullptr;
}

/// The cell at `p`, which is left on the sign after it. The text ends with a line end.
NumberCell takeCell(const char*& p, const NumberFormat& format)
{
    const bool negative = *p == '-';
    const char* const first = p + (negative ? 1 : 0);
    std::uint64_t digits = 0;
    const char* q = takeDigits(first, digits);
    const std::ptrdiff_t whole = q - first;
    const std::ptrdiff_t fractionAt = *q == format.decimal ? whole + 1 : whole;
    if (*q == format.decimal)
        q = takeDigits(q + 1, digits);
    const std::ptrdiff_t fraction = q - first - fractionAt;
    const bool isReal = fractionAt > whole || *q == 'e' || *q == 'E';
    NumberCell cell;
    if (whole > 1 && *first == '0')
        return cell;
    if (!isReal) {
        if (whole > mostDigits || (whole == 0 && negative))
            return cell;
        const double size = static_cast<double>(digits);
        cell = {whole > 0 ? CellType::Integer : CellType::Missing,
                static_cast<std::int64_t>(negative ? 0 - digits : digits), negative ? -size : size};
        p = q;
        return cell;
    }
    if (whole + fraction == 0)
        return cell;
    double size = 0;
    if (whole + fraction <= mostDigits && digits <= exactInDouble && *q != 'e' && *q != 'E') {
        size = static_cast<double>(digits) / powersOfTen[static_cast<std::size_t>(fraction)];
    } else {
        if (*q == 'e' || *q == 'E')
            q = takeExponent(q);
        if (!q)
            return cell;
        const std::optional<double> value = realValue(first, q, format.decimal);
        if (!value)
            return cell;
        size = *value;
    }
    p = q;
    return {CellType::Real, 0, negative ? -size : size};
}

/// Whole lines of a file, some at a time.
class Lines {
public:
    static std::optional<Lines> open(const std::string& path)
    {
        Lines lines;
        lines.m_file.reset(std::fopen(path.c_str(), "rb"));
        if (!lines.m_file)
            return std::nullopt;
        std::fseek(lines.m_file.get(), 0, SEEK_END);
        lines.m_bytes = static_cast<double>(std::ftell(lines.m_file.get()));
        std::rewind(lines.m_file.get());
        return lines;
    }

    /// The next lines, each ended by LF; empty at the end of the file or where a line is too long for this way.
    std::string_view next()
    {
        const std::size_t kept = m_size - m_taken;
        std::memmove(m_buffer.get(), m_buffer.get() + m_taken, kept);
        // A line end is put at the end of a file that has none.
        const std::size_t got = std::fread(m_buffer.get() + kept, 1, bufferBytes - kept - 1, m_file.get());
        m_size = kept + got;
        m_read += static_cast<double>(got);
        if (m_read >= m_bytes && m_size > 0 && m_buffer[m_size - 1] != '\n')
            m_buffer[m_size++] = '\n';
        const std::string_view text(m_buffer.get(), m_size);
        const std::size_t last = text.rfind('\n');
        m_taken = last == std::string_view::npos ? 0 : last + 1;
        return text.substr(0, m_taken);
    }

    [[nodiscard]] bool whole() const { return m_taken == m_size && m_read >= m_bytes; }
    [[nodiscard]] double bytes() const { return m_bytes; }
    [[nodiscard]] double share() const { return m_bytes > 0 ? m_read / m_bytes : 1; }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Close> m_file;
    std::unique_ptr<char[]> m_buffer = std::make_unique_for_overwrite<char[]>(bufferBytes);
    std::size_t m_size = 0;  ///< filled
    std::size_t m_taken = 0; ///< of these, handed out
    double m_bytes = 0;
    double m_read = 0;
};

/// The header's cells, or nothing where they are not plain. `text` is left after it.
std::optional<std::vector<std::string>> takeHeader(std::string_view& text, const TextLayout& layout)
{
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    const bool quoted = layout.format.quote && line.find(*layout.format.quote) != std::string_view::npos;
    if (line.empty() || quoted || line.starts_with("\xEF\xBB\xBF") || line.find('\r') != std::string_view::npos ||
        line.find('\0') != std::string_view::npos || !isUtf8(line))
        return std::nullopt;
    std::vector<std::string> cells;
    for (std::size_t at = 0; at != std::string_view::npos;) {
        const std::size_t end = line.find(layout.format.delimiter, at);
        cells.emplace_back(line.substr(at, end == std::string_view::npos ? end : end - at));
        at = end == std::string_view::npos ? end : end + 1;
    }
    return cells;
}

/// Columns of a table as they fill.
class Loading {
public:
    Loading(const NumberFormat& format, std::vector<std::uint8_t> real)
        : m_format(format), m_real(std::move(real)), m_filled(m_real.size(), 0)
    {
    }

    /// Per column, whether it has fractions.
    [[nodiscard]] const std::vector<std::uint8_t>& real() const { return m_real; }
    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] bool everyColumnHasValues() const { return std::ranges::find(m_filled, 0) == m_filled.end(); }

    enum class Went { Well, Otherwise, NeedsReals };

    /// All lines of `text`; with nothing to enter them into they are only looked at.
    Went take(std::string_view text, EngineNumbers* numbers)
    {
        const std::size_t columns = m_real.size();
        const char* p = text.data();
        const char* const end = p + text.size();
        while (p < end) {
            for (std::size_t column = 0; column < columns; ++column) {
                const NumberCell cell = takeCell(p, m_format);
                // A blank line is no row.
                const bool blank = columns == 1 && cell.type == CellType::Missing;
                if (cell.type == CellType::Other || blank || !takeSeparator(p, column + 1 == columns))
                    return Went::Otherwise;
                const bool surprise = cell.type == CellType::Real && !m_real[column];
                m_real[column] |= surprise ? 1 : 0;
                m_filled[column] |= cell.type != CellType::Missing ? 1 : 0;
                if (numbers && surprise)
                    return Went::NeedsReals;
                if (numbers)
                    enter(numbers->columns[column], cell, m_real[column]);
            }
            ++m_rows;
        }
        return Went::Well;
    }

private:
    /// Passes the delimiter, or the line end after the last column.
    bool takeSeparator(const char*& p, bool last) const
    {
        if (!last)
            return *p++ == m_format.delimiter;
        if (*p == '\r')
            ++p;
        return *p++ == '\n';
    }

    void enter(EngineNumbers::Column& column, const NumberCell& cell, bool isReal) const
    {
        if (cell.type == CellType::Missing)
            column.setMissing(m_rows);
        column.cells.push_back(isReal ? std::bit_cast<std::uint64_t>(cell.real)
                                      : static_cast<std::uint64_t>(cell.integer));
    }

    NumberFormat m_format;
    std::vector<std::uint8_t> m_real;
    std::vector<std::uint8_t> m_filled;
    std::size_t m_rows = 0;
};

/// What one pass over the file came to.
struct Pass {
    Loading::Went went = Loading::Went::Otherwise;
    std::vector<std::uint8_t> real; ///< columns with fractions, as far as seen
    NumberText text;
};

/// Begins with the columns that have fractions in the first lines, and those known to have them from a pass before.
Loading started(const NumberFormat& format, std::string_view text, std::size_t columns,
                const std::vector<std::uint8_t>& known)
{
    Loading look(format, std::vector<std::uint8_t>(columns, 0));
    static_cast<void>(look.take(text, nullptr));
    std::vector<std::uint8_t> real = look.real();
    for (std::size_t column = 0; column < known.size(); ++column)
        real[column] |= known[column];
    return {format, std::move(real)};
}

/// Room for all rows of the file at once, by those of its first lines.
void reserve(EngineNumbers& numbers, std::string_view text, double bytes)
{
    const double lines = static_cast<double>(std::ranges::count(text, '\n'));
    const auto rows = static_cast<std::size_t>(1.02 * lines * std::max(bytes / static_cast<double>(text.size()), 1.0));
    for (EngineNumbers::Column& column : numbers.columns)
        column.cells.reserve(rows + 1);
}

Expected<Pass> passOver(const TextLayout& layout, std::uintmax_t most, const std::vector<std::uint8_t>& known,
                        Progress& progress)
{
    Pass pass;
    std::optional<Lines> lines = Lines::open(layout.path);
    if (!lines || lines->bytes() > static_cast<double>(most))
        return pass;
    std::string_view text = lines->next();
    const std::string_view firstLine = text.substr(0, text.find('\n'));
    const auto columns = static_cast<std::size_t>(std::ranges::count(firstLine, layout.format.delimiter)) + 1;
    if (layout.header && !text.empty()) {
        std::optional<std::vector<std::string>> header = takeHeader(text, layout);
        if (!header)
            return pass;
        pass.text.header = std::move(*header);
    }
    Loading loading = started({layout.format.delimiter, layout.decimal}, text, columns, known);
    pass.text.numbers = std::make_shared<EngineNumbers>();
    EngineNumbers& numbers = *pass.text.numbers;
    for (const std::uint8_t real : loading.real())
        numbers.columns.push_back({.isDouble = real != 0, .cells = {}, .isMissing = {}});
    if (!text.empty())
        reserve(numbers, text, lines->bytes());
    for (; !text.empty(); text = lines->next()) {
        if (!progress.advance(lines->share()))
            return Unexpected(ErrorCode::Cancelled);
        pass.went = loading.take(text, &numbers);
        pass.real = loading.real();
        if (pass.went != Loading::Went::Well)
            return pass;
    }
    numbers.rows = loading.rows();
    if (!lines->whole() || !loading.everyColumnHasValues())
        pass.went = Loading::Went::Otherwise;
    return pass;
}

} // namespace

Expected<std::optional<NumberText>> readNumberText(const TextLayout& layout, std::uintmax_t most, Progress& progress)
{
    const std::string_view ofNumbers = "0123456789-+eE.\r\n";
    const char delimiter = layout.format.delimiter;
    if (layout.encoding != Encoding::Utf8 || layout.unset || layout.format.comment || delimiter == layout.decimal ||
        ofNumbers.find(delimiter) != std::string_view::npos)
        return std::optional<NumberText>();
    std::vector<std::uint8_t> real;
    for (;;) {
        PERIMETER_TRY(Pass pass, passOver(layout, most, real, progress));
        if (pass.went == Loading::Went::Well)
            return std::optional(std::move(pass.text));
        if (pass.went == Loading::Went::Otherwise)
            return std::optional<NumberText>();
        // A fraction came late: from the start again, with that column a real one.
        real = std::move(pass.real);
    }
}

} // namespace perimeter
