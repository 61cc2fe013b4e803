// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/text/cell_kind.h"

#include "base/text.h"
#include "data/engine/quoting.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace perimeter {

namespace {

constexpr std::size_t integerDigits = 18;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Takes characters off the front of a text.
class Cursor {
public:
    explicit Cursor(std::string_view text) : m_rest(text) {}

    [[nodiscard]] bool done() const { return m_rest.empty(); }
    bool take(char c)
    {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    bool takeOneOf(char a, char b) { return take(a) || take(b); }
    std::size_t digits()
    {
        std::size_t n = 0;
        while (n < m_rest.size() && isDigit(m_rest[n]))
            ++n;
        m_rest.remove_prefix(n);
        return n;
    }
    /// A number of exactly `length` digits, or -1.
    int fixed(std::size_t length)
    {
        int value = 0;
        if (m_rest.size() < length)
            return -1;
        for (std::size_t i = 0; i < length; ++i) {
            if (!isDigit(m_rest[i]))
                return -1;
            value = 10 * value + (m_rest[i] - '0');
        }
        m_rest.remove_prefix(length);
        return value;
    }

private:
    std::string_view m_rest;
};

std::uint16_t numberKind(std::string_view cell, char decimal)
{
    Cursor cursor(cell);
    cursor.takeOneOf('-', '+');
    const std::string_view unsignedPart = cell.substr(cell.starts_with('-') || cell.starts_with('+') ? 1 : 0);
    const std::size_t whole = cursor.digits();
    if (cursor.done() && whole > 0) {
        if (whole > 1 && unsignedPart.front() == '0')
            return CellText;
        if (whole <= integerDigits)
            return CellInteger | CellReal;
        return CellReal | CellLongDigits;
    }
    const std::size_t fraction = cursor.take(decimal) ? cursor.digits() : 0;
    if (whole + fraction == 0 || (whole > 1 && unsignedPart.front() == '0'))
        return CellText;
    if (cursor.takeOneOf('e', 'E')) {
        cursor.takeOneOf('-', '+');
        const std::size_t exponent = cursor.digits();
        if (exponent == 0 || exponent > 3)
            return CellText;
    }
    return cursor.done() ? CellReal | CellFraction : CellText;
}

bool takeClock(Cursor& cursor)
{
    const int minutes = cursor.fixed(2);
    if (minutes < 0 || minutes > 59)
        return false;
    if (!cursor.take(':'))
        return true;
    const int seconds = cursor.fixed(2);
    return seconds >= 0 && seconds <= 59 && (!cursor.take('.') || cursor.digits() > 0);
}

bool takeZone(Cursor& cursor)
{
    if (cursor.take('Z') || cursor.done())
        return true;
    if (!cursor.takeOneOf('+', '-'))
        return false;
    const int hours = cursor.fixed(2);
    if (hours < 0 || hours > 14)
        return false;
    if (cursor.done())
        return true;
    cursor.take(':');
    const int minutes = cursor.fixed(2);
    return minutes >= 0 && minutes <= 59;
}

bool isTime(std::string_view cell)
{
    Cursor cursor(cell);
    const int year = cursor.fixed(4);
    if (year < 1 || !cursor.take('-'))
        return false;
    const int month = cursor.fixed(2);
    if (!cursor.take('-'))
        return false;
    const int day = cursor.fixed(2);
    using namespace std::chrono;
    if (month < 1 || day < 1 ||
        !year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                        std::chrono::day(static_cast<unsigned>(day)))
             .ok())
        return false;
    if (cursor.done())
        return true;
    if (!cursor.takeOneOf(' ', 'T'))
        return false;
    const int hours = cursor.fixed(2);
    return hours >= 0 && hours <= 23 && cursor.take(':') && takeClock(cursor) && takeZone(cursor) && cursor.done();
}

bool isDuration(std::string_view cell)
{
    Cursor cursor(cell);
    cursor.take('-');
    const std::size_t hours = cursor.digits();
    if (hours == 0 || hours > 4 || !cursor.take(':') || cell.find(':') == cell.rfind(':'))
        return false;
    return takeClock(cursor) && cursor.done();
}

std::uint16_t wordKind(std::string_view cell)
{
    static constexpr std::array<std::string_view, 6> booleans = {"true", "false", "True", "False", "TRUE", "FALSE"};
    static constexpr std::array<std::string_view, 13> nonFinite = {
        "nan", "NaN", "NAN", "inf", "-inf", "+inf", "Inf", "-Inf", "+Inf", "INF", "-INF", "Infinity", "-Infinity"};
    if (std::ranges::find(missingTokens, cell) != std::end(missingTokens))
        return CellToken;
    if (isOneOf(cell, booleans))
        return CellBoolean;
    if (cell == "T" || cell == "F")
        return CellText | CellFlag;
    return isOneOf(cell, nonFinite) ? CellReal | CellFraction : CellText;
}

std::uint16_t plainKind(std::string_view cell, char decimal)
{
    const char first = cell.front();
    if (!isDigit(first) && first != '-' && first != '+' && first != decimal)
        return cell.size() <= 9 ? wordKind(cell) : std::uint16_t{CellText};
    const std::uint16_t number = numberKind(cell, decimal);
    if (number != CellText)
        return number;
    if (cell.size() >= 10 && isTime(cell))
        return CellTime;
    if (isDuration(cell))
        return CellDuration;
    return cell.size() <= 9 ? wordKind(cell) : std::uint16_t{CellText};
}

} // namespace

std::uint16_t classifyCell(std::string_view cell, char decimal)
{
    if (cell.empty())
        return CellEmpty;
    if (cell.front() != ' ' && cell.back() != ' ')
        return plainKind(cell, decimal);
    const std::size_t from = cell.find_first_not_of(' ');
    if (from == std::string_view::npos)
        return CellEmpty | CellPadded;
    const std::string_view trimmed = cell.substr(from, cell.find_last_not_of(' ') - from + 1);
    return plainKind(trimmed, decimal) | CellPadded;
}

ColumnKind ColumnKinds::kind() const
{
    if (isEmpty())
        return ColumnKind::Text;
    if (m_common & CellReal) {
        // Digits too many for a number, and no fraction anywhere: subscriber hashes, card numbers.
        const bool identity = (m_seen & CellLongDigits) && !(m_seen & CellFraction);
        return identity ? ColumnKind::Text : ColumnKind::Number;
    }
    if (m_common & CellBoolean)
        return ColumnKind::Boolean;
    if (m_common & CellTime)
        return ColumnKind::Time;
    return m_common & CellDuration ? ColumnKind::Duration : ColumnKind::Text;
}

std::string ColumnKinds::readType(char decimal) const
{
    const bool asWritten = !(m_seen & (CellToken | CellPadded));
    switch (kind()) {
    case ColumnKind::Number:
        if (!asWritten || (!isInteger() && decimal != '.'))
            return "VARCHAR";
        return numberType();
    case ColumnKind::Boolean:
        return asWritten ? "BOOLEAN" : "VARCHAR";
    case ColumnKind::Time:
    case ColumnKind::Duration:
    case ColumnKind::Text:
        return "VARCHAR";
    }
    return "VARCHAR";
}

std::string ColumnKinds::conversion(const std::string& name, char decimal) const
{
    if (kind() == ColumnKind::Text || readType(decimal) != "VARCHAR")
        return name;
    std::string tokens = "''";
    for (const std::string_view token : missingTokens)
        tokens += ", " + quoteLiteral(token);
    std::string text = "trim(" + name + ")";
    text = "CASE WHEN " + text + " NOT IN (" + tokens + ") THEN " + text + " END";
    switch (kind()) {
    case ColumnKind::Number:
        if (isInteger())
            return "CAST(" + text + " AS BIGINT)";
        return "CAST(" + (decimal == '.' ? text : "replace(" + text + ", ',', '.')") + " AS DOUBLE)";
    case ColumnKind::Boolean:
        return "CAST(" + text + " AS BOOLEAN)";
    case ColumnKind::Time:
        // A plain cast to TIMESTAMP drops the offset from UTC without a word.
        return "make_timestamp(epoch_us(CAST(" + text + " AS TIMESTAMPTZ)))";
    case ColumnKind::Duration:
        return "epoch(CAST(" + text + " AS INTERVAL))";
    case ColumnKind::Text:
        break;
    }
    return name;
}

} // namespace perimeter
