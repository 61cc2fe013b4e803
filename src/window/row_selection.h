// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/indices.h"

#include <QObject>

#include <optional>
#include <vector>

namespace perimeter {

/// The rows chosen in the window: by a click or a rectangle in the panes, or in a table. Whatever shows rows follows
/// it. It is no part of the exploration.
class RowSelection final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Ascending, each once.
    [[nodiscard]] const std::vector<RowNumber>& rows() const { return m_rows; }
    /// The row, where it is one alone.
    [[nodiscard]] std::optional<RowNumber> only() const;

public Q_SLOTS:
    void select(const std::vector<perimeter::RowNumber>& rows);
    void selectOnly(std::optional<perimeter::RowNumber> row);

Q_SIGNALS:
    void changed();

private:
    std::vector<RowNumber> m_rows;
};

} // namespace perimeter
