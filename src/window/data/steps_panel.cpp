// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/data/steps_panel.h"

#include "data/steps/step_text.h"
#include "explorer/value/recipes.h"
#include "explorer/wording/phrasing.h"
#include "window/data/preparation_edits.h"
#include "window/data/shown_axes.h"
#include "window/data/steps_list.h"
#include "window/parts/icons.h"

#include "ui_steps_panel.h"

#include <QKeyEvent>
#include <QMenu>
#include <QSignalBlocker>

#include <algorithm>

namespace perimeter {

StepsPanel::StepsPanel(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_ui(std::make_unique<Ui::StepsPanel>()), m_addMenu(new QMenu(this)),
      m_jobs({.arrived = [this](const Counts& counts) { takeCounts(counts); },
              .progressed = [](double) {},
              .finished = [] {}})
{
    m_ui->setupUi(this);
    setIconName(m_ui->upButton, QStringLiteral("move-up"));
    setIconName(m_ui->downButton, QStringLiteral("move-down"));
    setIconName(m_ui->removeButton, QStringLiteral("remove"));
    setIconName(m_ui->addButton, QStringLiteral("add"));
    m_addMenu->setObjectName(QStringLiteral("addStepMenu"));
    m_addMenu->setTitle(tr("Add a step"));
    m_addMenu->setToolTipsVisible(true);
    m_ui->addButton->setMenu(m_addMenu);
    m_ui->stepProblem->hide();
    connectControls();
    fillAddMenu();
    connect(&m_session, &Session::explorationChanged, this, &StepsPanel::showPreparation);
    connect(&m_session, &Session::outcomeChanged, this, &StepsPanel::count);
    connect(&m_session, &Session::failed, this, &StepsPanel::count);
    showPreparation();
}

StepsPanel::~StepsPanel() = default;

void StepsPanel::connectControls()
{
    StepsList* const list = m_ui->stepsList;
    connect(list, &QListWidget::itemSelectionChanged, this, [this, list] {
        edit(list->current());
        showButtons();
    });
    connect(list, &StepsList::moveAsked, this, &StepsPanel::move);
    connect(list, &StepsList::removeAsked, this, &StepsPanel::remove);
    connect(list, &StepsList::editAsked, this, [this] { field()->setFocus(Qt::ShortcutFocusReason); });
    connect(m_ui->upButton, &QToolButton::clicked, this, [this, list] {
        if (const auto place = list->current(); place && *place > 0)
            move(*place, *place - 1);
    });
    connect(m_ui->downButton, &QToolButton::clicked, this, [this, list] {
        if (const auto place = list->current())
            move(*place, *place + 1);
    });
    connect(m_ui->removeButton, &QToolButton::clicked, this, &StepsPanel::remove);
    connect(m_addMenu, &QMenu::aboutToShow, this, &StepsPanel::fillAddMenu);
    for (QLineEdit* const line : {m_ui->filterEdit, m_ui->stepEdit})
        connect(line, &QLineEdit::editingFinished, this, &StepsPanel::take);
    connect(m_ui->floorBox, &NumberBox::valueChanged, this, &StepsPanel::take);
    connect(m_ui->ruleCombo, &QComboBox::currentIndexChanged, this, [this](int rule) {
        m_ui->floorBox->setVisible(hasFloor(m_target.kind, rule));
        take();
    });
}

void StepsPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape)
        return QWidget::keyPressEvent(event);
    m_ui->stepsList->select(std::nullopt);
    edit(std::nullopt);
}

void StepsPanel::focusFilter()
{
    m_ui->stepsList->select(std::nullopt);
    if (m_target.kind != StepKind::Filter)
        edit(std::nullopt);
    m_ui->filterEdit->setFocus(Qt::ShortcutFocusReason);
}

QWidget* StepsPanel::lastControl() const
{
    return m_ui->floorBox;
}

void StepsPanel::fillAddMenu()
{
    m_addMenu->clear();
    for (const StepKind kind : allStepKinds) {
        const StepForm form = formOf(kind);
        QAction* const action = m_addMenu->addAction(form.title);
        action->setToolTip(form.explanation);
        connect(action, &QAction::triggered, this, [this, kind] { begin(kind); });
    }
    m_addMenu->addSection(tr("Recipes"));
    const std::optional<Table>& table = m_session.outcome().table;
    for (const Recipe& recipe : recipes()) {
        QAction* const action = m_addMenu->addAction(recipe.title);
        const std::vector<std::string> missing = table ? missingColumns(recipe, *table) : recipe.columns;
        action->setEnabled(missing.empty());
        action->setToolTip(
            missing.empty()
                ? recipe.description
                : tr("%1\nThese columns are not there: %2.").arg(recipe.description, text(writeNames(missing))));
        connect(action, &QAction::triggered, this, [this, steps = recipe.steps] { addRecipe(steps); });
    }
}

void StepsPanel::showPreparation()
{
    if (m_shown == preparation())
        return;
    m_shown = preparation();
    m_ui->stepsList->showSteps(*m_shown);
    if (m_counts && m_asked && m_asked->preparation == *m_shown && m_asked->source == m_session.exploration().source)
        m_ui->stepsList->showCounts(*m_shown, *m_counts);
    if (!m_target.isNew) {
        const bool isThere = m_target.place && *m_target.place < m_shown->steps.size() &&
                             kindOf(m_shown->steps[*m_target.place]) == m_target.kind;
        const bool isQuickFilter = m_target.kind == StepKind::Filter && !m_ui->stepsList->current();
        // What is highlighted is what the field edits.
        if (isThere && !isQuickFilter) {
            m_ui->stepsList->select(m_target.place);
        } else {
            m_ui->stepsList->select(std::nullopt);
            m_target = {.place = filterPlace(*m_shown)};
        }
    }
    showEditor();
    showButtons();
}

void StepsPanel::showButtons()
{
    const std::optional<std::size_t> place = m_ui->stepsList->current();
    const std::size_t steps = preparation().steps.size();
    for (QToolButton* const button : {m_ui->upButton, m_ui->downButton, m_ui->removeButton})
        button->setVisible(steps > 0);
    m_ui->upButton->setEnabled(place && *place > 0);
    m_ui->downButton->setEnabled(place && *place + 1 < steps);
    m_ui->removeButton->setEnabled(place.has_value());
}

void StepsPanel::showEditor()
{
    const StepForm form = formOf(m_target.kind);
    const bool isFilter = m_target.kind == StepKind::Filter;
    const StepInput input = m_target.place ? inputOf(preparation().steps[*m_target.place]) : StepInput();
    QLineEdit* const line = isFilter ? m_ui->filterEdit : m_ui->stepEdit;
    const QSignalBlocker filterBlocker(m_ui->filterEdit);
    const QSignalBlocker stepBlocker(m_ui->stepEdit);
    const QSignalBlocker comboBlocker(m_ui->ruleCombo);
    const QSignalBlocker floorBlocker(m_ui->floorBox);
    m_ui->filterEdit->setVisible(isFilter);
    m_ui->stepEdit->setVisible(!isFilter);
    m_ui->editorLabel->setText(form.title);
    m_ui->editorLabel->setBuddy(line);
    line->setText(input.line);
    line->setPlaceholderText(form.example);
    line->setToolTip(form.explanation);
    line->setAccessibleName(QString(form.title).remove(QLatin1Char('&')));
    m_ui->ruleCombo->clear();
    m_ui->ruleCombo->addItems(form.rules);
    m_ui->ruleCombo->setCurrentIndex(form.rules.isEmpty() ? -1 : input.rule);
    m_ui->ruleCombo->setToolTip(form.ruleExplanation);
    m_ui->ruleCombo->setAccessibleName(tr("Rule of the step"));
    m_ui->ruleCombo->setVisible(!form.rules.isEmpty());
    m_ui->floorBox->setVisible(hasFloor(m_target.kind, input.rule));
    m_ui->floorBox->setValue(input.floor);
    m_ui->stepProblem->hide();
}

bool StepsPanel::hasProblem() const
{
    return m_counts && !m_counts->empty() && !m_counts->back();
}

StepsPanel::Question StepsPanel::question() const
{
    const std::optional<Table>& table = m_session.outcome().table;
    return {m_session.exploration().source, preparation(), table ? &table->content() : nullptr};
}

void StepsPanel::count()
{
    if (m_asked == question() || m_session.exploration().source.path.empty())
        return;
    // The picture comes first: what it needed of the steps is known when it is there.
    const Exploration& shown = m_session.outcome().exploration;
    const bool isShown = shown.source == m_session.exploration().source && shown.preparation == preparation();
    if (!isShown && !m_session.error())
        return;
    m_asked = question();
    m_counts.reset();
    m_jobs.start([pipeline = m_session.pipeline(), exploration = m_session.exploration()](Progress& progress,
                                                                                          const auto& deliver) {
        deliver(countSteps(*pipeline, exploration, progress));
    });
}

void StepsPanel::takeCounts(const Counts& counts)
{
    if (!m_asked || m_asked->preparation != preparation() || m_asked->source != m_session.exploration().source) {
        // They come too late, and are asked for again should these steps return.
        m_asked.reset();
        return;
    }
    m_counts = counts;
    m_ui->stepsList->showCounts(preparation(), counts);
    Q_EMIT countsChanged();
}

void StepsPanel::edit(std::optional<std::size_t> place)
{
    const std::optional<std::size_t> target = place ? place : filterPlace(preparation());
    m_target = {.kind = target ? kindOf(preparation().steps[*target]) : StepKind::Filter, .place = target};
    showEditor();
}

void StepsPanel::begin(StepKind kind)
{
    // What was typed is kept: a menu takes no field's focus.
    take();
    m_ui->stepsList->select(std::nullopt);
    m_target = {.kind = kind, .isNew = true};
    showEditor();
    field()->setFocus(Qt::ShortcutFocusReason);
}

StepInput StepsPanel::input() const
{
    const QLineEdit* const line = m_target.kind == StepKind::Filter ? m_ui->filterEdit : m_ui->stepEdit;
    return {line->text(), m_ui->ruleCombo->currentIndex(), m_ui->floorBox->value()};
}

QWidget* StepsPanel::field() const
{
    return m_target.kind == StepKind::Filter ? m_ui->filterEdit : m_ui->stepEdit;
}

void StepsPanel::take()
{
    m_ui->stepProblem->hide();
    if (input().line.trimmed().isEmpty()) {
        if (m_target.kind == StepKind::Filter && m_target.place)
            apply(withoutStep(preparation(), *m_target.place));
        return;
    }
    const std::optional<PreparationStep> step = stepOf(m_target.kind, input());
    if (!step) {
        m_ui->stepProblem->setText(formOf(m_target.kind).formExpected);
        m_ui->stepProblem->show();
        return;
    }
    const Preparation changed = withStep(preparation(), m_target.place, *step);
    if (changed == preparation())
        return;
    const auto added = static_cast<std::size_t>(std::ranges::find(changed.steps, *step) - changed.steps.begin());
    m_target = {.kind = m_target.kind, .place = m_target.place.value_or(added)};
    apply(changed);
}

void StepsPanel::remove()
{
    if (const std::optional<std::size_t> place = m_ui->stepsList->current())
        apply(withoutStep(preparation(), *place));
}

void StepsPanel::move(std::size_t from, std::size_t to)
{
    const Preparation changed = withMovedStep(preparation(), from, to);
    if (changed == preparation()) {
        // A drop that changes nothing still has moved the line.
        m_ui->stepsList->showSteps(changed);
        return;
    }
    m_target = {.kind = kindOf(changed.steps[to]), .place = to};
    apply(changed);
    m_ui->stepsList->select(to);
}

void StepsPanel::addRecipe(const std::vector<PreparationStep>& steps)
{
    apply(withSteps(preparation(), steps));
}

void StepsPanel::apply(const Preparation& preparation)
{
    Exploration exploration = withShownAxes(m_session);
    exploration.preparation = preparation;
    // Axes that a summary takes away give room to new ones.
    for (Axis* const axis : {&exploration.x, &exploration.y})
        if (!outlastsSummaries(preparation, axis->column))
            axis->column.clear();
    m_session.edit(exploration);
}

} // namespace perimeter
