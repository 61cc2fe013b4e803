// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/prediction/feature_set_dialog.h"

#include "explorer/wording/phrasing.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace perimeter {

FeatureSetDialog::FeatureSetDialog(const std::vector<std::string>& columns, QWidget* parent)
    : QDialog(parent), m_columns(columns), m_list(new QListWidget(this))
{
    setWindowTitle(tr("Set of features"));
    m_list->setObjectName(QStringLiteral("featureList"));
    m_list->setAccessibleName(tr("Columns"));
    for (const std::string& column : m_columns) {
        auto* const item = new QListWidgetItem(text(column), m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(new QLabel(tr("Columns whose values together describe a row:"), this));
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    QPushButton* const accept = buttons->button(QDialogButtonBox::Ok);
    accept->setText(tr("Add the set"));
    accept->setEnabled(false);
    connect(m_list, &QListWidget::itemChanged, this, [this, accept] { accept->setEnabled(!chosen().empty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

std::vector<std::string> FeatureSetDialog::chosen() const
{
    std::vector<std::string> names;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->checkState() == Qt::Checked)
            names.push_back(m_columns[static_cast<std::size_t>(row)]);
    return names;
}

} // namespace perimeter
