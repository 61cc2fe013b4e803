// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/data_panel.h"

#include "explorer/phrasing.h"
#include "window/appearance.h"
#include "window/choices.h"
#include "window/field_errors.h"
#include "window/preparation_edits.h"
#include "window/tool_tips.h"

#include "ui_data_panel.h"

#include <QFileInfo>
#include <QShortcut>
#include <QSignalBlocker>

#include <algorithm>

namespace perimeter {

DataPanel::DataPanel(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_ui(std::make_unique<Ui::DataPanel>())
{
    m_ui->setupUi(this);
    fillChoices(m_ui->xScaleCombo, allAxisScales);
    fillChoices(m_ui->yScaleCombo, allAxisScales);
    fillChoices(m_ui->scalingCombo, allScalings);
    setIconName(m_ui->addButton, QStringLiteral("add"));
    setIconName(m_ui->removeButton, QStringLiteral("remove"));
    for (QLabel* const problem : {m_ui->filterProblem, m_ui->deriveProblem, m_ui->axesProblem})
        problem->hide();
    wrapToolTips(this);
    connectControls();
    connect(&m_session, &Session::explorationChanged, this, &DataPanel::showExploration);
    connect(&m_session, &Session::outcomeChanged, this, &DataPanel::showOutcome);
    connect(&m_session, &Session::failed, this, &DataPanel::showProblem);
    showExploration();
    showOutcome();
}

DataPanel::~DataPanel() = default;

void DataPanel::focusFilter()
{
    m_ui->filterEdit->setFocus(Qt::ShortcutFocusReason);
}

void DataPanel::connectControls()
{
    connect(m_ui->filterEdit, &QLineEdit::editingFinished, this, &DataPanel::takeFilter);
    connect(m_ui->deriveEdit, &QLineEdit::returnPressed, this, &DataPanel::takeDerived);
    connect(m_ui->addButton, &QToolButton::clicked, this, &DataPanel::takeDerived);
    connect(m_ui->removeButton, &QToolButton::clicked, this, &DataPanel::removeSelectedStep);
    const auto* const remove =
        new QShortcut(QKeySequence::Delete, m_ui->stepsList, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &DataPanel::removeSelectedStep);
    connect(m_ui->stepsList, &QListWidget::currentTextChanged, this, [this](const QString& line) {
        m_ui->removeButton->setEnabled(m_ui->stepsList->currentRow() >= 0);
        if (parseDerive(line))
            m_ui->deriveEdit->setText(line);
    });
    for (QComboBox* const combo : {m_ui->xCombo, m_ui->yCombo, m_ui->xScaleCombo, m_ui->yScaleCombo})
        connect(combo, &QComboBox::currentIndexChanged, this, &DataPanel::takeAxes);
    connect(m_ui->scalingCombo, &QComboBox::currentIndexChanged, this, &DataPanel::takeScaling);
}

Exploration DataPanel::current() const
{
    Exploration exploration = m_session.exploration();
    const Exploration& shown = m_session.outcome().exploration;
    if (shown.source == exploration.source) {
        if (exploration.x.column.empty())
            exploration.x.column = shown.x.column;
        if (exploration.y.column.empty())
            exploration.y.column = shown.y.column;
    }
    return exploration;
}

void DataPanel::showExploration()
{
    const Exploration exploration = current();
    const QFileInfo file(text(exploration.source.path));
    m_ui->fileLabel->setText(file.fileName());
    m_ui->fileLabel->setToolTip(wrappedToolTip(file.absoluteFilePath()));
    const QSignalBlocker filter(m_ui->filterEdit);
    m_ui->filterEdit->setText(text(filterOf(exploration.preparation)));
    showSteps();
    showAxisChoices();
    selectChoice(m_ui->xScaleCombo, exploration.x.scale);
    selectChoice(m_ui->yScaleCombo, exploration.y.scale);
    selectChoice(m_ui->scalingCombo, exploration.scaling);
}

void DataPanel::showSteps()
{
    const QSignalBlocker blocker(m_ui->stepsList);
    const Preparation& preparation = m_session.exploration().preparation;
    m_ui->stepsList->clear();
    for (const std::size_t place : listedSteps(preparation)) {
        auto* const item = new QListWidgetItem(describeStep(preparation.steps[place]), m_ui->stepsList);
        item->setData(Qt::UserRole, static_cast<qulonglong>(place));
        item->setToolTip(wrappedToolTip(item->text()));
    }
    m_ui->stepsList->setVisible(m_ui->stepsList->count() > 0);
    m_ui->removeButton->setVisible(m_ui->stepsList->count() > 0);
    m_ui->removeButton->setEnabled(false);
}

void DataPanel::showAxisChoices()
{
    const Exploration exploration = current();
    const auto show = [&](QComboBox* combo, const std::string& chosen) {
        const QSignalBlocker blocker(combo);
        combo->clear();
        if (m_session.outcome().table) {
            for (const Column& column : m_session.outcome().table->columns()) {
                if (column.kind != ColumnKind::Text)
                    combo->addItem(text(column.name));
            }
        }
        // A column that is not there stays visible, so that the message about it has something to point at.
        if (!chosen.empty() && combo->findText(text(chosen)) < 0)
            combo->addItem(text(chosen));
        combo->setCurrentIndex(combo->findText(text(chosen)));
    };
    show(m_ui->xCombo, exploration.x.column);
    show(m_ui->yCombo, exploration.y.column);
}

void DataPanel::showOutcome()
{
    showAxisChoices();
    showProblem();
    const Outcome& outcome = m_session.outcome();
    const auto pane = std::ranges::find_if(outcome.panes, [](const PaneOutcome& each) { return bool(each.points); });
    if (pane == outcome.panes.end()) {
        m_ui->rowsLabel->setText(tr("No rows yet."));
        return;
    }
    const Projection& projection = *pane->points->projection;
    const auto number = [this](auto count) { return locale().toString(static_cast<qlonglong>(count)); };
    m_ui->rowsLabel->setText(tr("%1 rows in the file\n%2 pass the filter\n%3 used · %4 left out")
                                 .arg(number(projection.rowsInFile), number(projection.rowsRead),
                                      number(projection.rowsUsed), number(projection.rowsLeftOut)));
}

void DataPanel::showProblem()
{
    for (QLabel* const problem : {m_ui->filterProblem, m_ui->deriveProblem, m_ui->axesProblem})
        problem->hide();
    const std::optional<Error> error = problemOf(m_session);
    if (!error)
        return;
    QLabel* label = nullptr;
    switch (fieldOf(*error, m_session.exploration())) {
    case Field::Filter:
        label = m_ui->filterProblem;
        break;
    case Field::Derived:
        label = m_ui->deriveProblem;
        break;
    case Field::Axes:
        label = m_ui->axesProblem;
        break;
    case Field::None:
        return;
    }
    label->setText(phrase(*error));
    label->show();
}

void DataPanel::takeFilter()
{
    Exploration exploration = current();
    exploration.preparation = withFilter(exploration.preparation, m_ui->filterEdit->text().trimmed().toStdString());
    if (exploration.preparation == m_session.exploration().preparation)
        return;
    m_session.edit(exploration);
}

void DataPanel::takeDerived()
{
    const std::optional<Derive> derive = parseDerive(m_ui->deriveEdit->text());
    if (!derive) {
        m_ui->deriveProblem->setText(tr("Write a derived column as a name, an equals sign and an expression over the "
                                        "columns, as in rate = uplink / duration."));
        m_ui->deriveProblem->show();
        return;
    }
    Exploration exploration = current();
    exploration.preparation = withDerived(exploration.preparation, *derive);
    m_ui->deriveEdit->clear();
    m_session.edit(exploration);
}

void DataPanel::removeSelectedStep()
{
    const QListWidgetItem* const item = m_ui->stepsList->currentItem();
    if (!item)
        return;
    Exploration exploration = current();
    exploration.preparation = withoutStep(exploration.preparation, item->data(Qt::UserRole).toULongLong());
    m_session.edit(exploration);
}

void DataPanel::takeAxes()
{
    Exploration exploration = current();
    exploration.x = {m_ui->xCombo->currentText().toStdString(), chosen<AxisScale>(m_ui->xScaleCombo)};
    exploration.y = {m_ui->yCombo->currentText().toStdString(), chosen<AxisScale>(m_ui->yScaleCombo)};
    exploration.view.reset();
    m_session.edit(exploration);
}

void DataPanel::takeScaling()
{
    Exploration exploration = current();
    exploration.scaling = chosen<ScalingKind>(m_ui->scalingCombo);
    m_session.edit(exploration);
}

} // namespace perimeter
