// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/parts/number_box.h"

#include "window/parts/number_list.h"

#include <QToolTip>

namespace perimeter {

NumberBox::NumberBox(QWidget* parent) : QDoubleSpinBox(parent)
{
    setDecimals(15);
    setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    setKeyboardTracking(false);
    setGroupSeparatorShown(false);
}

QSize NumberBox::sizeHint() const
{
    const int text =
        fontMetrics().horizontalAdvance(QStringLiteral("0.0000")) + fontMetrics().horizontalAdvance(suffix());
    return {text + 28, QDoubleSpinBox::sizeHint().height()};
}

QSize NumberBox::minimumSizeHint() const
{
    return sizeHint();
}

QString NumberBox::textFromValue(double value) const
{
    return locale().toString(value, 'g', QLocale::FloatingPointShortest);
}

std::optional<double> NumberBox::typedWithin(const QString& text) const
{
    const QString unit = suffix().trimmed();
    QString number = text.trimmed();
    // A hand that types the unit has it twice.
    while (!unit.isEmpty() && number.endsWith(unit))
        number = number.chopped(unit.size()).trimmed();
    return typedNumber(number, locale());
}

double NumberBox::valueFromText(const QString& text) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return minimum();
    return typedWithin(text).value_or(value());
}

QValidator::State NumberBox::validate(QString& text, int&) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return QValidator::Acceptable;
    const std::optional<double> value = typedWithin(text);
    return value && *value >= minimum() && *value <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
}

void NumberBox::fixup(QString& text) const
{
    // Returning to the number before without a word would hide that another was typed.
    const QString range =
        tr("%1 to %2").arg(locale().toString(minimum(), 'g', 6), locale().toString(maximum(), 'g', 6));
    QToolTip::showText(mapToGlobal(QPoint(0, height())),
                       tr("“%1” is not possible here: a number from %2 is.").arg(text, range),
                       const_cast<NumberBox*>(this));
    QDoubleSpinBox::fixup(text);
}

} // namespace perimeter
