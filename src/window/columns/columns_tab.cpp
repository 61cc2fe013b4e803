// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/columns/columns_tab.h"

#include "explorer/wording/phrasing.h"
#include "window/columns/columns_model.h"
#include "window/columns/histogram.h"
#include "window/tables/table_export.h"
#include "window/tables/table_look.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace perimeter {

ColumnsTab::ColumnsTab(Session& session, const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new ColumnsModel(this)), m_table(new QTableView(this)),
      m_histogram(new Histogram(appearance, this)), m_state(new QLabel(this)),
      m_jobs({.arrived = [this](const auto& profiles) { takeProfiles(profiles); },
              .progressed =
                  [this](double share) {
                      m_state->setText(tr("Counting the columns, %1 done.")
                                           .arg(QLocale().toString(share * 100, 'f', 0) + QStringLiteral(" %")));
                  },
              .finished = [] {}})
{
    m_table->setObjectName(QStringLiteral("columnsTable"));
    m_table->setAccessibleName(tr("Columns"));
    m_table->setModel(m_model);
    applyTableLook(m_table);
    new TableExport(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setDefaultSectionSize(92);
    m_state->setObjectName(QStringLiteral("columnsState"));
    m_state->setProperty("quiet", true);
    m_state->setMargin(8);
    m_state->setWordWrap(true);
    m_state->hide();
    m_histogram->setMinimumWidth(300);

    auto* const left = new QVBoxLayout;
    left->setSpacing(0);
    left->addWidget(m_state);
    left->addWidget(m_table, 1);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addLayout(left, 3);
    row->addWidget(m_histogram, 1);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ColumnsTab::showHistogram);
    connect(&m_session, &Session::outcomeChanged, this, &ColumnsTab::refresh);
    connect(&m_session, &Session::sourceChanged, this, &ColumnsTab::startOver);
}

void ColumnsTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void ColumnsTab::startOver()
{
    m_jobs.cancel();
    m_profiled = nullptr;
    m_state->hide();
    m_model->setProfiles({});
    m_histogram->setProfile(std::nullopt);
}

void ColumnsTab::refresh()
{
    const std::optional<Table>& table = m_session.outcome().table;
    if (!isVisible() || !table || m_session.outcome().exploration.source != m_session.exploration().source ||
        &table->content() == m_profiled)
        return;
    m_profiled = &table->content();
    m_state->setText(tr("Counting the columns."));
    m_state->show();
    m_jobs.start(
        [table = *table](Progress& progress, const auto& deliver) { deliver(profileColumns(table, progress)); });
}

void ColumnsTab::takeProfiles(const Expected<std::vector<ColumnProfile>>& profiles)
{
    if (!profiles) {
        m_state->setText(phrase(profiles.error()));
        m_state->show();
        return;
    }
    m_state->hide();
    const int current = std::max(0, m_table->currentIndex().row());
    m_model->setProfiles(*profiles);
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(std::min(current, m_model->rowCount() - 1), 0));
    showHistogram();
}

void ColumnsTab::showHistogram()
{
    const int row = m_table->currentIndex().row();
    if (row < 0)
        m_histogram->setProfile(std::nullopt);
    else
        m_histogram->setProfile(m_model->profiles()[static_cast<std::size_t>(row)]);
}

} // namespace perimeter
