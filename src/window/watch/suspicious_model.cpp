// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/watch/suspicious_model.h"

#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"
#include "window/tables/table_roles.h"

#include <QLocale>

#include <algorithm>

namespace perimeter {

namespace {

constexpr std::size_t mostRows = 1000;
/// Of each detector: the score and its rank.
constexpr int columnsPerDetector = 2;

} // namespace

void SuspiciousModel::clear()
{
    beginResetModel();
    m_model = nullptr;
    m_fields.clear();
    m_rows.clear();
    endResetModel();
}

void SuspiciousModel::add(const WatchState& state)
{
    if (state.suspicious.empty() && m_model == state.model)
        return;
    beginResetModel();
    m_model = state.model;
    for (const WatchedRow& row : state.suspicious)
        m_rows.push_front(row);
    if (m_rows.size() > mostRows)
        m_rows.resize(mostRows);
    if (m_fields.empty() && !m_rows.empty())
        for (const auto& [name, cell] : m_rows.front().fields)
            m_fields.push_back(name);
    endResetModel();
}

int SuspiciousModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SuspiciousModel::detectorColumns() const
{
    return m_model ? columnsPerDetector * static_cast<int>(m_model->detectors.size()) : 0;
}

int SuspiciousModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_model ? 0 : 1 + detectorColumns() + static_cast<int>(m_fields.size());
}

QVariant SuspiciousModel::data(const QModelIndex& index, int role) const
{
    const WatchedRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const bool isNumber = column <= detectorColumns();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role == rawRole)
        return rawOf(row, column);
    if (role != Qt::DisplayRole)
        return {};
    const QLocale locale;
    if (column == 0)
        return locale.toString(static_cast<qlonglong>(row.row));
    if (!isNumber) {
        const std::string& field = m_fields[static_cast<std::size_t>(column - 1 - detectorColumns())];
        const auto cell = std::ranges::find(row.fields, field, &std::pair<std::string, std::string>::first);
        return cell == row.fields.end() ? QString() : text(cell->second);
    }
    const RowScore& score = row.scores[static_cast<std::size_t>((column - 1) / columnsPerDetector)];
    if (!score.outlier)
        return QStringLiteral("–");
    return (column - 1) % columnsPerDetector == 0 ? locale.toString(score.score, 'g', 4)
                                                  : locale.toString(static_cast<qlonglong>(score.rank));
}

QVariant SuspiciousModel::rawOf(const WatchedRow& row, int column) const
{
    if (column == 0)
        return static_cast<qlonglong>(row.row);
    if (column > detectorColumns())
        return {};
    const RowScore& score = row.scores[static_cast<std::size_t>((column - 1) / columnsPerDetector)];
    if (!score.outlier)
        return QString();
    return (column - 1) % columnsPerDetector == 0 ? QVariant(score.score)
                                                  : QVariant(static_cast<qlonglong>(score.rank));
}

QVariant SuspiciousModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_model)
        return {};
    const bool isDetector = section >= 1 && section <= detectorColumns();
    const bool isRank = isDetector && (section - 1) % columnsPerDetector == 1;
    if (role == Qt::ToolTipRole && isDetector)
        return isRank ? tr("The place among the training rows by their score: 1 is farther out than "
                           "all of them.")
                      : tr("How far beyond the frontier: minus the decision function. The larger, the "
                           "farther out.");
    if (role != Qt::DisplayRole && !(role == rawRole && isRank))
        return {};
    if (section == 0)
        return tr("row");
    if (!isDetector)
        return text(m_fields[static_cast<std::size_t>(section - 1 - detectorColumns())]);
    const DetectorKind kind =
        m_model->detectors[static_cast<std::size_t>((section - 1) / columnsPerDetector)].detector.kind;
    // In a file no column stands beside the one it belongs to for sure.
    if (role == rawRole)
        return tr("%1, rank").arg(nameOf(kind));
    return isRank ? tr("rank") : tr("%1, score").arg(nameOf(kind));
}

} // namespace perimeter
