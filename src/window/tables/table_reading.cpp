// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/tables/table_reading.h"

#include "base/text.h"
#include "data/table/read.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QTableView>
#include <QTimer>

#include <chrono>

namespace perimeter {

namespace {

/// So long rows are read before the window has its turn.
constexpr std::chrono::milliseconds slice(12);

std::string rawText(const QVariant& raw)
{
    switch (raw.typeId()) {
    case QMetaType::Double:
        return formatNumber(raw.toDouble());
    case QMetaType::QDateTime:
        return raw.toDateTime().toString(Qt::ISODate).toStdString();
    case QMetaType::Bool:
        return raw.toBool() ? "true" : "false";
    default:
        return raw.toString().toStdString();
    }
}

std::string cellText(const QModelIndex& index)
{
    const QVariant raw = index.data(rawRole);
    return rawText(raw.isValid() ? raw : index.data());
}

QString headerText(const QAbstractItemModel& model, int column)
{
    const QVariant raw = model.headerData(column, Qt::Horizontal, rawRole);
    return (raw.isValid() ? raw : model.headerData(column, Qt::Horizontal)).toString();
}

/// Numbers stand flush right, in the header as in the cells.
TableText::Cells kindOf(const QAbstractItemModel& model, int column)
{
    QVariant alignment = model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
    if (model.rowCount() > 0)
        alignment = model.index(0, column).data(Qt::TextAlignmentRole);
    return alignment.toInt() & Qt::AlignRight ? TableText::Cells::Number : TableText::Cells::Text;
}

/// With the cells of the file in their places.
Expected<TableText> withFileCells(TableText table, const Table& file, const std::vector<RowNumber>& rows,
                                  const std::vector<std::size_t>& columns, Progress& progress)
{
    PERIMETER_TRY(const TextCells cells, readCells(file, rows, progress));
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        for (std::size_t part = 0; part < columns.size(); ++part)
            if (columns[part] > 0)
                table.rows[row][part] = (cells)[row][columns[part] - 1].value_or(std::string());
    return table;
}

} // namespace

void TableReading::begin(QTableView* view, const Taken& taken)
{
    (new TableReading(view, taken))->startOver();
}

TableReading::TableReading(QTableView* view, Taken taken)
    : QObject(view), m_view(view), m_taken(std::move(taken)),
      m_jobs({.arrived = [this](const Expected<TableText>& table) { finish(table); },
              .progressed = [](double) {},
              .finished = [] {}})
{
    const QAbstractItemModel* const model = view->model();
    connect(model, &QAbstractItemModel::modelReset, this, &TableReading::startOver);
    connect(model, &QAbstractItemModel::rowsInserted, this, &TableReading::startOver);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &TableReading::startOver);
}

void TableReading::startOver()
{
    if (m_isDone)
        return;
    m_jobs.cancel();
    const QAbstractItemModel& model = *m_view->model();
    const auto* const withCells = dynamic_cast<const HasFileCells*>(&model);
    m_cells = withCells ? withCells->fileCells() : FileCells();
    m_parts.clear();
    m_rows.clear();
    m_table = {};
    m_next = 0;
    const QHeaderView& header = *m_view->horizontalHeader();
    for (int place = 0; place < header.count(); ++place) {
        const int column = header.logicalIndex(place);
        if (m_view->isColumnHidden(column))
            continue;
        const bool isFileCell = m_cells.table && column >= m_cells.firstColumn;
        const std::size_t fileCell = isFileCell ? static_cast<std::size_t>(column - m_cells.firstColumn) + 1 : 0;
        const TableText::Cells kind = !isFileCell ? kindOf(model, column)
                                      : m_cells.table->columns()[fileCell - 1].kind == ColumnKind::Number
                                          ? TableText::Cells::Number
                                          : TableText::Cells::Text;
        addPart({.column = column, .fileCell = fileCell}, headerText(model, column), kind);
        if (const QVariant mark = model.headerData(column, Qt::Horizontal, markRole); mark.isValid())
            addPart({.column = column, .isMark = true}, mark.toString(), TableText::Cells::Text);
    }
    readSlice();
}

void TableReading::addPart(const Part& part, const QString& name, TableText::Cells kind)
{
    m_parts.push_back(part);
    m_table.header.push_back(name.toStdString());
    m_table.columns.push_back(kind);
}

void TableReading::readSlice()
{
    QElapsedTimer timer;
    timer.start();
    const QAbstractItemModel& model = *m_view->model();
    for (; m_next < model.rowCount(); ++m_next) {
        if (timer.hasExpired(slice.count())) {
            QTimer::singleShot(0, this, &TableReading::readSlice);
            return;
        }
        if (m_view->isRowHidden(m_next))
            continue;
        std::vector<std::string>& row = m_table.rows.emplace_back();
        for (const Part& part : m_parts) {
            const QModelIndex index = model.index(m_next, part.column);
            row.push_back(part.fileCell > 0 ? std::string()
                          : part.isMark     ? rawText(index.data(markRole))
                                            : cellText(index));
        }
        if (m_cells.table)
            m_rows.push_back(m_cells.rows[static_cast<std::size_t>(m_next)]);
    }
    if (m_cells.table)
        readFileCells();
    else
        finish(m_table);
}

void TableReading::readFileCells()
{
    std::vector<std::size_t> columns;
    for (const Part& part : m_parts)
        columns.push_back(part.fileCell);
    m_jobs.start([table = m_table, file = *m_cells.table, rows = m_rows,
                  columns](Progress& progress, const std::function<void(Expected<TableText>)>& deliver) {
        deliver(withFileCells(table, file, rows, columns, progress));
    });
}

void TableReading::finish(const Expected<TableText>& table)
{
    if (m_isDone || (!table && table.error().code == ErrorCode::Cancelled))
        return;
    m_isDone = true;
    m_taken(table);
    deleteLater();
}

} // namespace perimeter
