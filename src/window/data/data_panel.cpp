// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/data/data_panel.h"

#include "explorer/wording/phrasing.h"
#include "window/data/field_errors.h"
#include "window/data/shown_axes.h"
#include "window/data/steps_panel.h"
#include "window/parts/choices.h"

#include "ui_data_panel.h"

#include <QFileInfo>
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
    m_steps = new StepsPanel(m_session, this);
    m_ui->stepsPlace->addWidget(m_steps);
    QWidget* before = m_steps->lastControl();
    for (QWidget* const next : {m_ui->xCombo, m_ui->xScaleCombo, m_ui->yCombo, m_ui->yScaleCombo, m_ui->scalingCombo}) {
        setTabOrder(before, next);
        before = next;
    }
    m_ui->axesProblem->hide();
    connectControls();
    connect(&m_session, &Session::explorationChanged, this, &DataPanel::showExploration);
    connect(&m_session, &Session::outcomeChanged, this, &DataPanel::showOutcome);
    connect(&m_session, &Session::failed, this, [this] {
        showProblem();
        showRows();
    });
    connect(&m_session, &Session::busyChanged, this, &DataPanel::showRows);
    connect(m_steps, &StepsPanel::countsChanged, this, &DataPanel::showProblem);
    showExploration();
    showOutcome();
}

DataPanel::~DataPanel() = default;

void DataPanel::focusFilter()
{
    m_steps->focusFilter();
}

void DataPanel::connectControls()
{
    for (QComboBox* const combo : {m_ui->xCombo, m_ui->yCombo, m_ui->xScaleCombo, m_ui->yScaleCombo})
        connect(combo, &QComboBox::currentIndexChanged, this, &DataPanel::takeAxes);
    connect(m_ui->scalingCombo, &QComboBox::currentIndexChanged, this, &DataPanel::takeScaling);
}

void DataPanel::showExploration()
{
    const Exploration exploration = withShownAxes(m_session);
    showFile();
    showAxisChoices();
    selectChoice(m_ui->xScaleCombo, exploration.x.scale);
    selectChoice(m_ui->yScaleCombo, exploration.y.scale);
    selectChoice(m_ui->scalingCombo, exploration.scaling);
    showRows();
}

void DataPanel::showFile()
{
    const std::string& path = m_session.exploration().source.path;
    const QFileInfo file(text(path));
    QLabel* const label = m_ui->fileLabel;
    label->setText(label->fontMetrics().elidedText(file.fileName(), Qt::ElideMiddle, label->width()));
    label->setToolTip(path.empty() ? QString() : file.absoluteFilePath());
}

void DataPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    showFile();
}

void DataPanel::showAxisChoices()
{
    const Exploration exploration = withShownAxes(m_session);
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
    showRows();
}

void DataPanel::showRows()
{
    const Outcome& outcome = m_session.outcome();
    const Source& source = m_session.exploration().source;
    if (source.path.empty())
        return m_ui->rowsLabel->setText(tr("No rows yet."));
    if (!outcome.table || outcome.exploration.source != source)
        return m_ui->rowsLabel->setText(m_session.error()    ? tr("No rows: the file could not be taken.")
                                        : m_session.isBusy() ? tr("The file is being read.")
                                                             : tr("No rows: reading was stopped."));
    const auto number = [this](auto count) { return locale().toString(static_cast<qlonglong>(count)); };
    const QString read = tr("%1 rows in the file\n%2 after preparation")
                             .arg(number(outcome.table->rowsInFile()), number(outcome.table->rows()));
    const auto pane = std::ranges::find_if(outcome.panes, [](const PaneOutcome& each) { return bool(each.points); });
    if (pane == outcome.panes.end())
        return m_ui->rowsLabel->setText(read);
    const Projection& projection = *pane->points->projection;
    m_ui->rowsLabel->setText(
        tr("%1\n%2 used · %3 left out").arg(read, number(projection.rowsUsed), number(projection.rowsLeftOut)));
}

void DataPanel::showProblem()
{
    const std::optional<Error> error = problemOf(m_session);
    // A step that fails says so itself.
    const bool isHere =
        error && m_steps->isCounted() && !m_steps->hasProblem() && isAboutAxes(*error, m_session.exploration());
    m_ui->axesProblem->setVisible(isHere);
    if (isHere)
        m_ui->axesProblem->setText(phrase(*error));
}

void DataPanel::takeAxes()
{
    Exploration exploration = withShownAxes(m_session);
    exploration.x = {m_ui->xCombo->currentText().toStdString(), chosen<AxisScale>(m_ui->xScaleCombo)};
    exploration.y = {m_ui->yCombo->currentText().toStdString(), chosen<AxisScale>(m_ui->yScaleCombo)};
    exploration.view.reset();
    m_session.edit(exploration);
}

void DataPanel::takeScaling()
{
    Exploration exploration = withShownAxes(m_session);
    exploration.scaling = chosen<ScalingKind>(m_ui->scalingCombo);
    m_session.edit(exploration);
}

} // namespace perimeter
