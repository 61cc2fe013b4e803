// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/outliers/outliers_tab.h"

#include "window/outliers/outliers_model.h"
#include "window/tables/table_export.h"
#include "window/tables/table_look.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace perimeter {

OutliersTab::OutliersTab(Session& session, Selection& selection, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_model(new OutliersModel(this)),
      m_table(new QTableView(this)), m_only(new QComboBox(this)), m_count(new QLabel(this))
{
    m_table->setObjectName(QStringLiteral("outliersTable"));
    m_table->setAccessibleName(tr("Outliers"));
    m_table->setModel(m_model);
    applyTableLook(m_table);
    new TableExport(m_table);
    m_table->setSortingEnabled(true);
    // The header's own arrow would take room from its text; the model writes it.
    m_table->horizontalHeader()->setSortIndicatorShown(false);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    m_table->horizontalHeader()->setDefaultSectionSize(160);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_only->setObjectName(QStringLiteral("outliersOfCombo"));
    m_only->setAccessibleName(tr("Detector whose outliers are listed"));
    m_only->setToolTip(tr("The detector whose outliers are listed, or the rows selected in the panes or "
                          "by a count of the tab Evaluation."));
    m_only->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_count->setObjectName(QStringLiteral("outliersCount"));
    m_count->setProperty("quiet", true);
    m_count->setToolTip(tr("Rows listed here; one that several detectors leave outside is listed once."));

    auto* const of = new QLabel(tr("Outliers of"), this);
    of->setBuddy(m_only);
    auto* const row = new QHBoxLayout;
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    row->addWidget(of);
    row->addWidget(m_only);
    row->addWidget(m_count);
    row->addStretch(1);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_table, 1);

    connect(m_only, &QComboBox::currentIndexChanged, this, &OutliersTab::choose);
    connect(m_model, &OutliersModel::rowsChanged, this, &OutliersTab::showRows);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (m_selecting || !index.isValid())
            return;
        m_selected = m_model->rows()[static_cast<std::size_t>(index.row())].row;
        m_selection.selectOnly(m_selected);
    });
    connect(&m_session, &Session::outcomeChanged, this, &OutliersTab::refresh);
    connect(&m_session, &Session::sourceChanged, this, &OutliersTab::startOver);
    connect(&m_selection, &Selection::changed, this, &OutliersTab::followSelection);
    connect(&m_selection, &Selection::listAsked, this, &OutliersTab::listSelected);
    connect(&m_selection, &Selection::depthChanged, this, [this] { m_model->setDepth(m_selection.depth()); });
    showDetectors();
}

void OutliersTab::refresh()
{
    m_stale = !isVisible();
    if (!m_stale)
        m_model->setOutcome(m_session.outcome());
}

void OutliersTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        refresh();
}

void OutliersTab::choose()
{
    const int index = m_only->currentIndex();
    const bool isSelected = index == m_only->count() - 1;
    m_model->setChosen(isSelected ? std::optional(m_selectedRows) : std::nullopt);
    m_model->setOnly(index > 0 && !isSelected ? std::optional(static_cast<std::size_t>(index - 1)) : std::nullopt);
}

void OutliersTab::startOver()
{
    m_model->setOutcome({});
    m_stale = true;
}

void OutliersTab::showRows()
{
    showDetectors();
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnHidden(column, m_model->isRepeated(column));
    showWholeNames(m_table); // which grow with what the lines vary
    m_count->setText(countText());
    markRow(m_selected);
}

QString OutliersTab::countText() const
{
    const std::size_t rows = m_model->rows().size();
    if (rows == 0)
        return m_model->listsChosen() ? tr("no row is selected") : tr("no row lies outside");
    const QString listed = locale().toString(static_cast<qulonglong>(rows));
    if (m_model->isWhole())
        return rows == 1 ? tr("1 row") : tr("%1 rows").arg(listed);
    // Of several detectors together the total is at least that of the one with the most.
    const QString total = locale().toString(static_cast<qlonglong>(m_model->mostOutliers()));
    return m_only->currentIndex() > 0 ? tr("the first %1 of %2 rows").arg(listed, total)
                                      : tr("the first %1 of at least %2 rows").arg(listed, total);
}

void OutliersTab::showDetectors()
{
    QStringList names = {tr("any detector")};
    names += m_model->fitLabels();
    names.append(tr("rows selected"));
    QStringList present;
    for (int i = 0; i < m_only->count(); ++i)
        present.append(m_only->itemText(i));
    if (names == present)
        return;
    const int chosen = m_only->currentIndex();
    const bool isSelected = chosen > 0 && chosen == m_only->count() - 1;
    const auto last = static_cast<int>(names.size()) - 1;
    const QSignalBlocker blocker(m_only);
    m_only->clear();
    m_only->addItems(names);
    m_only->setCurrentIndex(isSelected ? last : chosen > 0 && chosen < last ? chosen : 0);
}

void OutliersTab::followSelection()
{
    const std::vector<RowNumber>& rows = m_selection.rows();
    const bool isListed = rows.size() == 1 && m_model->placeOf(rows.front());
    m_selected = m_selection.only();
    // A row chosen from the list does not become the list.
    if (!isListed) {
        m_selectedRows = rows;
        choose();
    }
    markRow(m_selected);
}

void OutliersTab::listSelected()
{
    m_only->setCurrentIndex(m_only->count() - 1);
}

void OutliersTab::listOutliersOf(const std::shared_ptr<const DetectorFit>& fit)
{
    refresh();
    showDetectors();
    if (const std::optional<std::size_t> place = m_model->placeOfFit(fit))
        m_only->setCurrentIndex(static_cast<int>(*place) + 1);
}

void OutliersTab::markRow(std::optional<RowNumber> row)
{
    m_selected = row;
    const QScopedValueRollback selecting(m_selecting, true);
    const std::optional<int> place = row ? m_model->placeOf(*row) : std::nullopt;
    if (!place) {
        m_table->clearSelection();
        m_table->setCurrentIndex({});
        return;
    }
    m_table->selectRow(*place);
    m_table->scrollTo(m_model->index(*place, 0));
}

} // namespace perimeter
