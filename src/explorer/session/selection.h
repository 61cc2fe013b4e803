// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"
#include "explorer/studies/point_depth.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

/// What all views of the rows share: the rows selected, by a click or a rectangle in the panes or in a table, the row
/// under the pointer, and what points are colored by. Whatever shows rows follows it, and is handed it as it is handed
/// the session. It is no part of the exploration.
class Selection final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Ascending, each once.
    [[nodiscard]] const std::vector<RowNumber>& rows() const { return m_rows; }
    /// The row, where it is one alone.
    [[nodiscard]] std::optional<RowNumber> only() const;
    [[nodiscard]] std::optional<RowNumber> hovered() const { return m_hovered; }
    /// What points are colored by; null: by their classes.
    [[nodiscard]] const std::shared_ptr<const PointDepth>& depth() const { return m_depth; }

public Q_SLOTS:
    void select(const std::vector<perimeter::RowNumber>& rows);
    void selectOnly(std::optional<perimeter::RowNumber> row);
    /// Selects rows and asks for their list.
    void list(const std::vector<perimeter::RowNumber>& rows);
    void hover(std::optional<perimeter::RowNumber> row);
    void colorBy(std::shared_ptr<const perimeter::PointDepth> depth);
    /// Lets go of rows that an outcome has in none of its panes: what nobody sees is not selected.
    void keepShown(const perimeter::Outcome& outcome);

Q_SIGNALS:
    void changed();
    /// The rows selected are to be listed.
    void listAsked();
    void hoveredChanged();
    void depthChanged();

private:
    std::vector<RowNumber> m_rows;
    std::optional<RowNumber> m_hovered;
    std::shared_ptr<const PointDepth> m_depth;
    Source m_source; ///< of the newest outcome
    Preparation m_preparation;
};

} // namespace perimeter
