// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/outliers/outliers_model.h"

#include "explorer/wording/line_names.h"
#include "explorer/wording/phrasing.h"
#include "window/tables/table_look.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

constexpr int rowColumn = 0;
constexpr int xColumn = 1;
constexpr int yColumn = 2;
constexpr int digits = 6;

QPixmap emptyMark()
{
    QPixmap pixmap(16, 16);
    pixmap.fill(Qt::transparent);
    return pixmap;
}

} // namespace

OutliersModel::OutliersModel(QObject* parent)
    : QAbstractTableModel(parent), m_cells(new CellReader(this)),
      m_jobs({.arrived = [this](OutlierList list) { takeRows(std::move(list)); },
              .progressed = [](double) {},
              .finished = [] {}})
{
    connect(m_cells, &CellReader::arrived, this, [this](int first, int last) {
        if (last < rowCount() && firstCell() < columnCount())
            Q_EMIT dataChanged(index(first, firstCell()), index(last, columnCount() - 1), {Qt::DisplayRole});
    });
}

void OutliersModel::setOutcome(const Outcome& outcome)
{
    m_query.fits.clear();
    m_query.axes.reset();
    m_labels.clear();
    for (const PaneOutcome& pane : outcome.panes) {
        if (!m_query.axes && pane.points)
            m_query.axes = pane.points->projection;
        for (const LineOutcome& line : pane.lines) {
            if (!line.fit || std::ranges::find(m_query.fits, line.fit) != m_query.fits.end())
                continue;
            m_query.fits.push_back(line.fit);
            m_labels.append(nameOfLine(line.plan, outcome.exploration));
        }
    }
    if (m_query.only && *m_query.only >= m_query.fits.size())
        m_query.only.reset();
    m_table = outcome.table;
    choose();
}

void OutliersModel::setOnly(std::optional<std::size_t> fit)
{
    if (fit == m_query.only)
        return;
    m_query.only = fit;
    choose();
}

void OutliersModel::setChosen(std::optional<std::vector<RowNumber>> rows)
{
    if (rows == m_query.chosen)
        return;
    m_query.chosen = std::move(rows);
    choose();
}

std::optional<std::size_t> OutliersModel::placeOfFit(const std::shared_ptr<const DetectorFit>& fit) const
{
    const auto found = std::ranges::find(m_query.fits, fit);
    return found == m_query.fits.end() ? std::nullopt
                                       : std::optional(static_cast<std::size_t>(found - m_query.fits.begin()));
}

bool OutliersModel::isRepeated(int column) const
{
    return column >= firstCell() &&
           (headerText(column) == headerText(xColumn) || headerText(column) == headerText(yColumn));
}

void OutliersModel::setDepth(std::shared_ptr<const PointDepth> depth)
{
    if (depth == m_query.depth)
        return;
    m_query.depth = std::move(depth);
    choose();
}

Eigen::Index OutliersModel::mostOutliers() const
{
    Eigen::Index most = 0;
    for (std::size_t fit = 0; fit < m_shown.fits.size(); ++fit)
        if (m_shown.fits[fit]->classes && (!m_shown.only || *m_shown.only == fit))
            most = std::max(most, m_shown.fits[fit]->classes->outliers);
    return most;
}

std::optional<int> OutliersModel::placeOf(RowNumber row) const
{
    const auto found = std::ranges::find(m_list.rows, row, &ListedRow::row);
    return found == m_list.rows.end() ? std::nullopt : std::optional(static_cast<int>(found - m_list.rows.begin()));
}

void OutliersModel::choose()
{
    if (!m_query.axes) {
        m_jobs.cancel();
        takeRows({});
        return;
    }
    m_jobs.start([query = m_query](Progress& progress, const auto& deliver) {
        if (std::optional<OutlierList> list = outlierRows(query, progress))
            deliver(std::move(*list));
    });
}

void OutliersModel::takeRows(OutlierList list)
{
    beginResetModel();
    m_list = std::move(list);
    m_shown = m_query;
    m_shownTable = m_table;
    m_shownLabels = m_labels;
    m_marks.clear();
    for (const auto& fit : m_shown.fits)
        m_marks.push_back(outlierMark(hueOf(fit->detector)));
    std::vector<RowNumber> numbers;
    numbers.reserve(m_list.rows.size());
    for (const ListedRow& row : m_list.rows)
        numbers.push_back(row.row);
    m_cells->setRows(m_shownTable, std::move(numbers));
    endResetModel();
    Q_EMIT rowsChanged();
}

int OutliersModel::firstCell() const
{
    return afterFits() + (m_shown.depth ? 1 : 0);
}

int OutliersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_list.rows.size());
}

int OutliersModel::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid() || !m_shown.axes)
        return 0;
    return firstCell() + (m_shownTable ? static_cast<int>(m_shownTable->columns().size()) : 0);
}

QVariant OutliersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ListedRow& row = m_list.rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const bool isFit = column >= firstFit && column < afterFits();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (column < firstCell() ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::DecorationRole && isFit) {
        const auto fit = static_cast<std::size_t>(column - firstFit);
        const std::optional<Verdict> verdict = verdictOf(*m_shown.fits[fit], row);
        return verdict && verdict->outlier ? m_marks[fit] : emptyMark();
    }
    if (role == Qt::AccessibleTextRole && isFit) {
        const std::optional<Verdict> verdict =
            verdictOf(*m_shown.fits[static_cast<std::size_t>(column - firstFit)], row);
        return verdict && verdict->outlier ? tr("outlier, %1").arg(data(index).toString()) : data(index);
    }
    if (role == rawRole)
        return rawOf(row, column);
    if (role == markRole && isFit) {
        const std::optional<Verdict> verdict =
            verdictOf(*m_shown.fits[static_cast<std::size_t>(column - firstFit)], row);
        return verdict ? QVariant(verdict->outlier) : QVariant(QString());
    }
    if (role != Qt::DisplayRole)
        return {};
    if (column == rowColumn)
        return QLocale().toString(static_cast<qlonglong>(row.row.value));
    if (column == xColumn || column == yColumn) {
        const double value = column == xColumn ? row.x : row.y;
        return std::isnan(value) ? QVariant() : QLocale().toString(value, 'g', digits);
    }
    if (isFit) {
        const std::optional<Verdict> verdict =
            verdictOf(*m_shown.fits[static_cast<std::size_t>(column - firstFit)], row);
        return verdict ? QLocale().toString(verdict->decision, 'g', digits) : QVariant();
    }
    if (isDepth(column)) {
        const std::optional<double> nu = m_shown.depth->ofRow(row.row);
        return nu ? QLocale().toString(*nu, 'g', digits) : QVariant();
    }
    return m_cells->cell(static_cast<std::size_t>(index.row()), static_cast<std::size_t>(column - firstCell()));
}

QVariant OutliersModel::rawOf(const ListedRow& row, int column) const
{
    const auto number = [](const std::optional<double>& value) {
        return value && !std::isnan(*value) ? QVariant(*value) : QVariant(QString());
    };
    if (column == rowColumn)
        return qlonglong{row.row.value};
    if (column == xColumn || column == yColumn)
        return number(column == xColumn ? row.x : row.y);
    if (column < afterFits()) {
        const std::optional<Verdict> verdict =
            verdictOf(*m_shown.fits[static_cast<std::size_t>(column - firstFit)], row);
        return number(verdict ? std::optional(verdict->decision) : std::nullopt);
    }
    return isDepth(column) ? number(m_shown.depth->ofRow(row.row)) : QVariant();
}

FileCells OutliersModel::fileCells() const
{
    FileCells cells{.table = m_shownTable, .rows = {}, .firstColumn = firstCell()};
    for (const ListedRow& row : m_list.rows)
        cells.rows.push_back(row.row);
    return cells;
}

QVariant OutliersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return section == sortColumn()
                   ? tr("%1 %2").arg(QString(m_shown.descending ? QChar(0x2193) : QChar(0x2191)), headerText(section))
                   : headerText(section);
    if (role == rawRole)
        return headerText(section);
    if (role == markRole && section >= firstFit && section < afterFits())
        return tr("%1: outlier").arg(headerText(section));
    if (role == Qt::ToolTipRole)
        return headerToolTip(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section < firstCell() ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

int OutliersModel::sortColumn() const
{
    switch (m_shown.key) {
    case OutlierQuery::Key::Row:
        return rowColumn;
    case OutlierQuery::Key::X:
        return xColumn;
    case OutlierQuery::Key::Y:
        return yColumn;
    case OutlierQuery::Key::Depth:
        return m_shown.depth ? afterFits() : rowColumn;
    case OutlierQuery::Key::Decision:
        return firstFit + static_cast<int>(m_shown.keyFit);
    }
    return rowColumn;
}

QString OutliersModel::headerText(int section) const
{
    if (section == rowColumn)
        return tr("Row");
    if (section == xColumn || section == yColumn)
        return text(m_shown.axes->features[static_cast<std::size_t>(section - xColumn)].name);
    if (isDepth(section))
        return tr("Depth");
    if (section < firstCell())
        return m_shownLabels.value(section - firstFit);
    return text(m_shownTable->columns()[static_cast<std::size_t>(section - firstCell())].name);
}

QString OutliersModel::headerToolTip(int section) const
{
    if (section == rowColumn)
        return tr("The row's number in the file, counted from 1 after the header.");
    if (section == xColumn || section == yColumn)
        return tr("The value on this axis, in original units.");
    if (isDepth(section))
        return tr("The smallest ν of the sweep at which the one-class SVM leaves the row outside: the smaller, the "
                  "further out it lies. Empty where the sweep never does.");
    if (section >= firstCell())
        return tr("The cell as it stands in the file.");
    if (m_shown.fits[static_cast<std::size_t>(section - firstFit)]->svm())
        return tr("The decision value f(x) = Σ αᵢ k(xᵢ, x) − ρ, positive inside the frontier. A row with f < −τ is an "
                  "outlier and carries the mark.");
    return tr("The threshold minus the squared Mahalanobis distance d² of the row, positive inside the frontier. An "
              "outlier carries the mark.");
}

void OutliersModel::sort(int column, Qt::SortOrder order)
{
    m_query.descending = order == Qt::DescendingOrder;
    if (column == xColumn)
        m_query.key = OutlierQuery::Key::X;
    else if (column == yColumn)
        m_query.key = OutlierQuery::Key::Y;
    else if (isDepth(column))
        m_query.key = OutlierQuery::Key::Depth;
    else if (column >= firstFit && column < firstCell()) {
        m_query.key = OutlierQuery::Key::Decision;
        m_query.keyFit = static_cast<std::size_t>(column - firstFit);
    } else if (column == rowColumn || column < 0)
        m_query.key = OutlierQuery::Key::Row;
    else
        return;
    choose();
}

} // namespace perimeter
