// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/jobs.h"
#include "explorer/tables/table_text.h"
#include "window/tables/table_roles.h"

#include <QObject>

#include <functional>
#include <vector>

class QTableView;

namespace perimeter {

/// Reads what a table shows, as it is shown: visible columns and rows in their order, numbers with all digits. A slice
/// per turn of the event loop, then cells of the file in the background. Should the table change meanwhile, it begins
/// anew. Deletes itself when it is done.
class TableReading final : public QObject {
    Q_OBJECT

public:
    using Taken = std::function<void(const Expected<TableText>&)>;

    /// Begins at once: a small table is taken before this returns.
    static void begin(QTableView* view, const Taken& taken);

private:
    struct Part {
        int column = 0;
        bool isMark = false;      ///< what the cell's mark says, not the cell
        std::size_t fileCell = 0; ///< the table's column, counted from 1; 0: none
    };

    TableReading(QTableView* view, Taken taken);
    void startOver();
    void readSlice();
    void readFileCells();
    void finish(const Expected<TableText>& table);
    void addPart(const Part& part, const QString& name, TableText::Cells kind);

    QTableView* m_view;
    Taken m_taken;
    FileCells m_cells;
    std::vector<Part> m_parts;
    TableText m_table;
    std::vector<RowNumber> m_rows; ///< of the rows read, where there are file cells
    int m_next = 0;                ///< the row of the model
    bool m_isDone = false;
    JobRunner<Expected<TableText>> m_jobs;
};

} // namespace perimeter
