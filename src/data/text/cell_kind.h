// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace perimeter {

/// What the text of a cell may stand for, as a set of bits.
enum CellKind : std::uint16_t {
    CellEmpty = 1,
    CellToken = 2,       ///< NA, N/A, null, NULL: missing among numbers, text among text
    CellInteger = 4,     ///< at most 18 digits
    CellReal = 8,        ///< any number, inf and nan too
    CellLongDigits = 16, ///< digits only, more than 18: an identity unless the column has fractions
    CellFraction = 1024, ///< has a decimal sign or an exponent, or is not finite
    CellBoolean = 32,    ///< true or false
    CellTime = 64,       ///< 2024-05-01, 2024-05-01 12:34[:56[.789]][Z|+02:00]
    CellDuration = 128,  ///< 12:34:56[.789]
    CellText = 256,
    CellFlag = 2048, ///< T or F, a boolean where a Zeek log says so
    CellPadded = 512 ///< spaces around what the other bits say
};

/// Tokens that stand for a missing number.
inline constexpr std::string_view missingTokens[] = {"NA", "N/A", "null", "NULL"};

/// The kinds of one cell. A number with a leading zero (08123) is text: it is a code, and its zeros count.
[[nodiscard]] std::uint16_t classifyCell(std::string_view cell, char decimal);

/// What a column can be, from all of its cells.
class ColumnKinds {
public:
    void add(std::string_view cell, char decimal)
    {
        const std::uint16_t kinds = classifyCell(cell, decimal);
        m_seen |= kinds;
        m_bytes += cell.size();
        if (!(kinds & (CellEmpty | CellToken)))
            m_common &= kinds;
    }

    /// The kind all cells agree on; text where there is none, or no cell at all.
    [[nodiscard]] ColumnKind kind() const;
    /// Whether no cell holds a value.
    [[nodiscard]] bool isEmpty() const { return m_common == 0xFFFF; }
    /// Whether every cell with a value is T or F.
    [[nodiscard]] bool isFlags() const { return m_common & CellFlag; }
    /// BIGINT if all numbers are whole and fit, else DOUBLE.
    [[nodiscard]] std::string numberType() const { return isInteger() && !isEmpty() ? "BIGINT" : "DOUBLE"; }
    /// Bytes of all cells together.
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    /// A SQL expression that turns the text column `name` into this kind: BIGINT, DOUBLE, BOOLEAN, TIMESTAMP, VARCHAR.
    [[nodiscard]] std::string conversion(const std::string& name, char decimal) const;
    /// The type the engine may read the column with at once; VARCHAR where the cells need the conversion.
    [[nodiscard]] std::string readType(char decimal) const;

private:
    [[nodiscard]] bool isInteger() const { return m_common & CellInteger; }

    std::size_t m_bytes = 0;
    std::uint16_t m_seen = 0;
    std::uint16_t m_common = 0xFFFF;
};

} // namespace perimeter
