// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"
#include "explorer/session/jobs.h"
#include "explorer/studies/outlier_rows.h"
#include "window/tables/cell_reader.h"
#include "window/tables/table_roles.h"

#include <QAbstractTableModel>

namespace perimeter {

/// The outliers of an outcome as a table: row number, x, y, the decision value of every fit with a mark where the row
/// is its outlier, then the file's own cells. Choosing and sorting happens in the background.
class OutliersModel final : public QAbstractTableModel, public HasFileCells {
    Q_OBJECT

public:
    explicit OutliersModel(QObject* parent = nullptr);

    void setOutcome(const Outcome& outcome);
    /// Outliers of one fit alone, by its place in fitLabels(), or of any.
    void setOnly(std::optional<std::size_t> fit);
    /// These rows in place of outliers; nothing: outliers.
    void setChosen(std::optional<std::vector<RowNumber>> rows);
    /// The depth as a column after the fits; null: no such column.
    void setDepth(std::shared_ptr<const PointDepth> depth);

    [[nodiscard]] const QStringList& fitLabels() const { return m_labels; }
    [[nodiscard]] std::optional<std::size_t> placeOfFit(const std::shared_ptr<const DetectorFit>& fit) const;
    [[nodiscard]] bool listsChosen() const { return m_shown.chosen.has_value(); }
    /// A column of the file that is an axis too, and so stands twice.
    [[nodiscard]] bool isRepeated(int column) const;
    [[nodiscard]] const std::vector<ListedRow>& rows() const { return m_list.rows; }
    /// False where the rows are only the first of more.
    [[nodiscard]] bool isWhole() const { return m_list.isWhole; }
    /// Outliers in all rows: of the fit asked for, or of the one that has the most.
    [[nodiscard]] Eigen::Index mostOutliers() const;
    [[nodiscard]] std::optional<int> placeOf(RowNumber row) const;

    [[nodiscard]] FileCells fileCells() const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    /// By row number, x, y or a decision value; the file's own cells are not read for sorting.
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void rowsChanged();

private:
    static constexpr int firstFit = 3;
    /// The column after the fits: the depth where it is known, else the first of the file's.
    [[nodiscard]] int afterFits() const { return firstFit + static_cast<int>(m_shown.fits.size()); }
    [[nodiscard]] bool isDepth(int column) const { return m_shown.depth && column == afterFits(); }
    [[nodiscard]] int firstCell() const;
    [[nodiscard]] int sortColumn() const;
    [[nodiscard]] QVariant rawOf(const ListedRow& row, int column) const;
    [[nodiscard]] QString headerText(int section) const;
    [[nodiscard]] QString headerToolTip(int section) const;
    void choose();
    void takeRows(OutlierList list);

    OutlierQuery m_query; ///< asked for last
    OutlierQuery m_shown; ///< what the rows follow from
    std::optional<Table> m_table, m_shownTable;
    QStringList m_labels, m_shownLabels;
    std::vector<QPixmap> m_marks;
    OutlierList m_list;
    CellReader* m_cells;
    JobRunner<OutlierList> m_jobs;
};

} // namespace perimeter
