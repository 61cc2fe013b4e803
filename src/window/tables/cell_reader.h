// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/jobs.h"

#include "data/table/table.h"

#include <QObject>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace perimeter {

/// Reads the cells of a list of rows in the background, a chunk at a time and only those somebody asks for.
class CellReader final : public QObject {
    Q_OBJECT

public:
    explicit CellReader(QObject* parent = nullptr);

    /// Another list; what was read is forgotten.
    void setRows(std::optional<Table> table, std::vector<RowNumber> rows);

    /// The cell at a place of the list, empty while it is on its way.
    [[nodiscard]] QString cell(std::size_t place, std::size_t column);

Q_SIGNALS:
    /// The cells of these places have arrived.
    void arrived(int first, int last);

private:
    struct Chunk {
        std::size_t number = 0;
        std::vector<std::vector<QString>> cells; ///< by place, then by column
    };

    void readNext();

    std::optional<Table> m_table;
    std::vector<RowNumber> m_rows;
    std::map<std::size_t, Chunk> m_chunks;
    std::vector<std::size_t> m_wanted; ///< newest last
    bool m_reading = false;
    JobRunner<Chunk> m_jobs;
};

} // namespace perimeter
