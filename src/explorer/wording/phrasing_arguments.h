// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>

#include <string>
#include <vector>

namespace perimeter {

/// The arguments of an error or a notice as they stand in a sentence.
class PhraseArguments {
public:
    explicit PhraseArguments(const std::vector<std::string>& arguments) : m_arguments(arguments) {}

    /// As it is: a name, a path, a reason of the system.
    [[nodiscard]] QString text(std::size_t at) const
    {
        return at < m_arguments.size() ? QString::fromStdString(m_arguments[at]) : QString();
    }

    [[nodiscard]] bool has(std::size_t at) const { return at < m_arguments.size() && !m_arguments[at].empty(); }

    /// A number of the C locale in the user's.
    [[nodiscard]] QString number(std::size_t at) const
    {
        bool isNumber = false;
        const double value = text(at).toDouble(&isNumber);
        return isNumber ? QLocale().toString(value, 'g', QLocale::FloatingPointShortest) : text(at);
    }

    /// A measured number, to few digits.
    [[nodiscard]] QString measure(std::size_t at) const { return QLocale().toString(text(at).toDouble(), 'g', 3); }

    /// Whether a count is 1, where a sentence speaks of one and not of many.
    [[nodiscard]] bool isOne(std::size_t at) const { return text(at) == u"1"; }

    /// A whole number in the user's locale.
    [[nodiscard]] QString count(std::size_t at) const { return QLocale().toString(text(at).toLongLong()); }

private:
    const std::vector<std::string>& m_arguments;
};

} // namespace perimeter
