// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

#include <optional>

namespace perimeter {

/// A spin box for numbers of any magnitude: it shows the digits a value needs and no more, takes "1e-8", and tells of a
/// typed value when it is finished, not at every key.
class NumberBox final : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit NumberBox(QWidget* parent = nullptr);

    /// Wide enough for usual numbers; the widest the range allows would fill the window.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QString textFromValue(double value) const override;
    [[nodiscard]] double valueFromText(const QString& text) const override;
    [[nodiscard]] QValidator::State validate(QString& text, int& place) const override;
    /// Says which numbers are possible where one typed is not.
    void fixup(QString& text) const override;

private:
    /// The number of a text that may have the suffix.
    [[nodiscard]] std::optional<double> typedWithin(const QString& text) const;
};

} // namespace perimeter
