// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/prediction/prediction_rows_model.h"

#include "explorer/wording/phrasing.h"
#include "window/tables/table_roles.h"

#include <QLocale>

namespace perimeter {

namespace {

constexpr int rowColumn = 0;
constexpr int decisionColumn = 1;
constexpr int firstCell = 2;
constexpr int digits = 6;

} // namespace

PredictionRowsModel::PredictionRowsModel(QObject* parent) : QAbstractTableModel(parent), m_cells(new CellReader(this))
{
    connect(m_cells, &CellReader::arrived, this, [this](int first, int last) {
        if (last < rowCount() && firstCell < columnCount())
            Q_EMIT dataChanged(index(first, firstCell), index(last, columnCount() - 1), {Qt::DisplayRole});
    });
}

void PredictionRowsModel::setResult(const Table& table, const std::vector<RowNumber>& testRows,
                                    const ExperimentResult& result)
{
    beginResetModel();
    m_table = table;
    m_rows.clear();
    m_decisions.clear();
    for (std::size_t row = 0; result.test && row < testRows.size(); ++row) {
        if (!result.test->outlier[row])
            continue;
        m_rows.push_back(testRows[row]);
        m_decisions.push_back(result.test->decision[static_cast<Eigen::Index>(row)]);
    }
    m_cells->setRows(m_table, m_rows);
    endResetModel();
}

void PredictionRowsModel::clear()
{
    beginResetModel();
    m_table.reset();
    m_rows.clear();
    m_decisions.clear();
    m_cells->setRows({}, {});
    endResetModel();
}

FileCells PredictionRowsModel::fileCells() const
{
    return {.table = m_table, .rows = m_rows, .firstColumn = firstCell};
}

int PredictionRowsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PredictionRowsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_table ? 0 : firstCell + static_cast<int>(m_table->columns().size());
}

QVariant PredictionRowsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (index.column() < firstCell ? Qt::AlignRight : Qt::AlignLeft));
    const auto place = static_cast<std::size_t>(index.row());
    if (role == rawRole && index.column() < firstCell)
        return index.column() == rowColumn ? QVariant(qlonglong{m_rows[place].value}) : QVariant(m_decisions[place]);
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == rowColumn)
        return QLocale().toString(qlonglong{m_rows[place].value});
    if (index.column() == decisionColumn)
        return QLocale().toString(m_decisions[place], 'g', digits);
    return m_cells->cell(place, static_cast<std::size_t>(index.column() - firstCell));
}

QVariant PredictionRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return section == rowColumn ? tr("Row")
               : section == decisionColumn
                   ? tr("Decision")
                   : text(m_table->columns()[static_cast<std::size_t>(section - firstCell)].name);
    if (role == Qt::ToolTipRole && section == decisionColumn)
        return tr("The decision value of the test row, positive inside the frontier learned from the "
                  "training rows.");
    return {};
}

} // namespace perimeter
