// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/parts/number_list.h"

#include <QRegularExpression>

namespace perimeter {

std::optional<double> typedNumber(const QString& text, const QLocale& locale)
{
    const auto read = [](QLocale as, const QString& number) {
        as.setNumberOptions(QLocale::RejectGroupSeparator);
        bool isNumber = false;
        const double value = as.toDouble(number, &isNumber);
        return isNumber ? std::optional(value) : std::nullopt;
    };
    const QString number = text.trimmed();
    if (const std::optional<double> value = read(locale, number))
        return value;
    if (const std::optional<double> value = read(QLocale::c(), number))
        return value;
    // Three digits after a comma may be thousands as well.
    static const QRegularExpression thousands(QStringLiteral("^[+-]?[1-9]\\d{0,2}(,\\d{3})+$"));
    if (thousands.match(number).hasMatch())
        return std::nullopt;
    return read(QLocale::c(), QString(number).replace(QLatin1Char(','), QLatin1Char('.')));
}

Expected<std::vector<double>> typedNumbers(const QString& text, const QLocale& locale)
{
    static const QRegularExpression between(QStringLiteral("[\\s;,]+"));
    static const QRegularExpression betweenCommas(QStringLiteral(",?\\s+|\\s*;\\s*"));
    const bool isDecimal = locale.decimalPoint() == QLatin1String(",");
    std::vector<double> numbers;
    for (const QString& part : text.split(isDecimal ? betweenCommas : between, Qt::SkipEmptyParts)) {
        const std::optional<double> number = typedNumber(part, locale);
        if (!number)
            return Unexpected(ErrorCode::NumberUnreadable, {part.toStdString()});
        numbers.push_back(*number);
    }
    return numbers;
}

} // namespace perimeter
