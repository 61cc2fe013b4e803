// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/number_box.h"

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

double NumberBox::valueFromText(const QString& text) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return minimum();
    return locale().toDouble(text);
}

QValidator::State NumberBox::validate(QString& text, int&) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return QValidator::Acceptable;
    bool isNumber = false;
    const double value = locale().toDouble(text, &isNumber);
    return isNumber && value >= minimum() && value <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
}

} // namespace perimeter
