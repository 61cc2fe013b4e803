// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"

#include <QObject>

#include <optional>
#include <vector>

namespace perimeter {

/// The rows chosen in the window: by a click or a rectangle in the panes, or in a table. Whatever shows rows follows
/// it. It is no part of the exploration.
class Selection final : public QObject {
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
    /// Lets go of rows that an outcome has in none of its panes: what nobody sees is not selected.
    void keepShown(const perimeter::Outcome& outcome);

Q_SIGNALS:
    void changed();

private:
    std::vector<RowNumber> m_rows;
    Source m_source; ///< of the newest outcome
    Preparation m_preparation;
};

} // namespace perimeter
