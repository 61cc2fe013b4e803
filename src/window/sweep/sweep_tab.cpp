// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/sweep/sweep_tab.h"

#include "explorer/tables/result_tables.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"
#include "window/parts/appearance.h"
#include "window/parts/choices.h"
#include "window/parts/number_box.h"
#include "window/parts/suggest_button.h"
#include "window/sweep/sweep_chart.h"
#include "window/sweep/sweep_reading.h"
#include "window/tables/table_export.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace perimeter {

namespace {

constexpr std::array allSweeps = {SweepPlan::Over::Nu, SweepPlan::Over::Gamma, SweepPlan::Over::Contamination,
                                  SweepPlan::Over::Kernel};
constexpr int sweepControlsWidth = 256;
constexpr int mostSteps = 500;
constexpr double smallestShare = 1e-4;

double asShown(double value)
{
    return QLocale::c().toDouble(QLocale::c().toString(value, 'g', sweptDigits));
}

} // namespace

SweepTab::SweepTab(Session& session, Selection& selection, const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_over(new QComboBox(this)),
      m_from(new NumberBox(this)), m_to(new NumberBox(this)), m_steps(new QSpinBox(this)),
      m_logarithmic(new QCheckBox(tr("Logarithmic axis"), this)),
      m_byDepth(new QCheckBox(tr("Colour points by depth"), this)), m_chart(new SweepChart(appearance, this)),
      m_reading(new QLabel(this)), m_state(new QLabel(this)), m_stop(new QToolButton(this)),
      m_again(new QToolButton(this)),
      m_jobs({.arrived = [this](const Arrival& arrival) { take(arrival); },
              .progressed =
                  [this](double share) {
                      showState(
                          tr("Sweeping, %1 done.").arg(locale().toString(share * 100, 'f', 0) + QStringLiteral(" %")),
                          true);
                  },
              .finished = [] {}},
             QThread::LowestPriority)
{
    QWidget* const controls = makeControls();
    auto* const top = new QHBoxLayout;
    top->setContentsMargins(12, 4, 12, 0);
    top->setSpacing(8);
    top->addWidget(m_reading, 1);
    top->addWidget(m_state);
    top->addWidget(m_stop);
    top->addWidget(m_again);
    auto* const right = new QVBoxLayout;
    right->setSpacing(0);
    right->addLayout(top);
    right->addWidget(m_chart, 1);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(controls);
    row->addLayout(right, 1);
    new TableExport(
        m_chart, tr("Sweep"), [this](const TableExport::Taken& taken) { taken(sweepTable(m_points, Wording::People)); },
        [this] { return m_points.points.empty(); });
    connectControls();
    showOver();
    showState({}, false);
    m_again->hide();
}

QWidget* SweepTab::makeControls()
{
    m_over->setObjectName(QStringLiteral("sweepOverCombo"));
    for (const SweepPlan::Over over : allSweeps)
        m_over->addItem(nameOf(over), static_cast<int>(over));
    m_over->setToolTip(tr("What varies while everything else stays. ν, γ and the kernel are those of the one-class "
                          "SVM; the contamination is that of both covariances."));
    m_from->setObjectName(QStringLiteral("sweepFromBox"));
    m_to->setObjectName(QStringLiteral("sweepToBox"));
    m_steps->setObjectName(QStringLiteral("sweepStepsBox"));
    m_from->setAccessibleName(tr("From"));
    m_to->setAccessibleName(tr("To"));
    m_steps->setAccessibleName(tr("Steps"));
    m_steps->setRange(2, mostSteps);
    m_steps->setKeyboardTracking(false);
    m_steps->setToolTip(tr("How many values are tried, the two ends included."));
    m_logarithmic->setObjectName(QStringLiteral("sweepLogarithmicCheck"));
    m_logarithmic->setToolTip(tr("Equal factors are equally far apart on the axis."));
    m_byDepth->setObjectName(QStringLiteral("sweepDepthCheck"));
    m_byDepth->setToolTip(tr("The depth of a row is the smallest ν of the sweep at which the one-class SVM leaves it "
                             "outside. The panes colour every point by it, and the table of outliers lists it. It "
                             "needs a sweep over ν."));
    m_reading->setObjectName(QStringLiteral("sweepReading"));
    m_state->setObjectName(QStringLiteral("sweepState"));
    m_state->setProperty("quiet", true);
    m_stop->setObjectName(QStringLiteral("sweepStopButton"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stop the sweep and keep the points that are there."));
    m_again->setObjectName(QStringLiteral("sweepAgainButton"));
    m_again->setText(tr("Sweep again"));

    auto* const panel = new QWidget(this);
    panel->setFixedWidth(sweepControlsWidth);
    auto* const grid = new QGridLayout(panel);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    const auto label = [&](const QString& text, QWidget* buddy) {
        auto* const made = new QLabel(text, panel);
        made->setBuddy(buddy);
        return made;
    };
    grid->addWidget(label(tr("Over"), m_over), 0, 0);
    grid->addWidget(m_over, 0, 1, 1, 3);
    grid->addWidget(label(tr("From"), m_from), 1, 0);
    grid->addWidget(m_from, 1, 1);
    grid->addWidget(label(tr("to"), m_to), 1, 2);
    grid->addWidget(m_to, 1, 3);
    grid->addWidget(label(tr("Steps"), m_steps), 2, 0);
    grid->addWidget(m_steps, 2, 1);
    grid->addWidget(m_logarithmic, 3, 0, 1, 4);
    grid->addWidget(m_byDepth, 4, 0, 1, 4);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    grid->addWidget(new SuggestButton(m_session, QStringLiteral("suggestButton"), panel), 2, 2, 1, 2);
    grid->setRowStretch(5, 1);
    return panel;
}

void SweepTab::connectControls()
{
    connect(m_over, &QComboBox::currentIndexChanged, this, &SweepTab::chooseOver);
    for (NumberBox* const box : {m_from, m_to})
        connect(box, &NumberBox::valueChanged, this, &SweepTab::follow);
    connect(m_steps, &QSpinBox::valueChanged, this, &SweepTab::follow);
    connect(m_logarithmic, &QCheckBox::toggled, m_chart, &SweepChart::setLogarithmic);
    connect(m_byDepth, &QCheckBox::toggled, this, [this](bool on) {
        m_selection.colorBy(on ? m_sweptDepth : nullptr);
        follow();
    });
    connect(m_stop, &QToolButton::clicked, this, &SweepTab::stop);
    connect(m_again, &QToolButton::clicked, this, &SweepTab::start);
    connect(m_chart, &SweepChart::pointedChanged, this, &SweepTab::showReading);
    connect(m_chart, &SweepChart::taken, this, &SweepTab::takeValue);
    connect(&m_session, &Session::explorationChanged, this, &SweepTab::showCurrent);
    connect(&m_session, &Session::sourceChanged, this, &SweepTab::startOver);
    connect(&m_session, &Session::outcomeChanged, this, [this] {
        showCurrent();
        follow();
    });
}

void SweepTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    follow();
}

void SweepTab::chooseOver()
{
    showOver();
    follow();
}

void SweepTab::showOver()
{
    const SweepPlan usual = usualSweep(chosen<SweepPlan::Over>(m_over));
    const bool isGamma = usual.over == SweepPlan::Over::Gamma;
    for (NumberBox* const box : {m_from, m_to}) {
        const QSignalBlocker blocker(box);
        box->setRange(isGamma ? 1e-12 : smallestShare, isGamma                                        ? 1e12
                                                       : usual.over == SweepPlan::Over::Contamination ? 0.5
                                                                                                      : 1);
    }
    const QSignalBlocker from(m_from);
    const QSignalBlocker to(m_to);
    const QSignalBlocker steps(m_steps);
    m_from->setValue(usual.from);
    m_to->setValue(usual.to);
    m_steps->setValue(usual.steps);
    m_logarithmic->setChecked(isGamma);
    const bool isKernel = usual.over == SweepPlan::Over::Kernel;
    for (QWidget* const widget : std::initializer_list<QWidget*>{m_from, m_to, m_steps, m_logarithmic})
        widget->setEnabled(!isKernel);
    const bool isNu = usual.over == SweepPlan::Over::Nu;
    if (!isNu)
        m_byDepth->setChecked(false);
    m_byDepth->setEnabled(isNu);
    showCurrent();
}

SweepPlan SweepTab::plan() const
{
    return {.over = chosen<SweepPlan::Over>(m_over),
            .from = m_from->value(),
            .to = m_to->value(),
            .steps = m_steps->value()};
}

void SweepTab::follow()
{
    const Outcome& outcome = m_session.outcome();
    if ((!isVisible() && !m_byDepth->isChecked()) || !outcome.complete ||
        outcome.exploration.source != m_session.exploration().source)
        return;
    const std::pair wanted(sweepSubject(outcome.exploration, plan().over), plan());
    if (m_swept == wanted)
        return;
    start();
}

void SweepTab::start()
{
    const Exploration& exploration = m_session.outcome().exploration;
    m_swept.emplace(sweepSubject(exploration, plan().over), plan());
    m_sweptDepth.reset();
    m_again->hide();
    if (const Expected<void> checked = check(plan(), exploration); !checked) {
        m_jobs.cancel();
        m_chart->setPlan(usualSweep(plan().over), m_session.exploration().settings.svm.nu);
        return takeSweep(checked.unexpected());
    }
    m_points = {.plan = plan(), .points = {}, .depth = {}};
    m_chart->setPlan(plan(), exploration.settings.svm.nu);
    showState(tr("Sweeping."), true);
    m_jobs.start(
        [pipeline = m_session.pipeline(), exploration, plan = plan()](Progress& progress, const auto& deliver) {
            deliver(runSweep(*pipeline, exploration, plan, progress, [&](const SweepPoint& point) { deliver(point); }));
        });
}

void SweepTab::startOver()
{
    m_jobs.cancel();
    m_swept.reset();
    m_points = {};
    m_chart->setPlan(usualSweep(plan().over), m_session.exploration().settings.svm.nu);
    setDepth(nullptr);
    m_again->hide();
    showState({}, false);
    showReading();
}

void SweepTab::stop()
{
    m_jobs.cancel();
    setDepth(nullptr);
    showState(tr("Stopped."), false);
    m_again->show();
}

void SweepTab::take(const Arrival& arrival)
{
    if (const auto* const point = std::get_if<SweepPoint>(&arrival)) {
        m_points.points.push_back(*point);
        m_chart->addPoint(*point);
        showReading();
    } else {
        takeSweep(std::get<Expected<Sweep>>(arrival));
    }
}

void SweepTab::takeSweep(const Expected<Sweep>& sweep)
{
    if (!sweep) {
        setDepth(nullptr);
        return showState(phrase(sweep.error()), false);
    }
    if (sweep->plan.over == SweepPlan::Over::Nu)
        setDepth(pointDepth(*sweep));
    showState(missingFrom(*sweep, locale()), false);
}

void SweepTab::setDepth(std::shared_ptr<const PointDepth> depth)
{
    m_sweptDepth = std::move(depth);
    if (m_byDepth->isChecked())
        m_selection.colorBy(m_sweptDepth);
}

void SweepTab::takeValue(double value)
{
    m_session.edit(withSwept(m_session.exploration(), plan().over, asShown(value)));
}

std::optional<double> SweepTab::current() const
{
    const DetectorSettings& settings = m_session.exploration().settings;
    switch (plan().over) {
    case SweepPlan::Over::Nu:
        return settings.svm.nu;
    case SweepPlan::Over::Contamination:
        return settings.effectiveContamination();
    case SweepPlan::Over::Kernel:
        for (const double value : plan().values())
            if (withSwept({}, SweepPlan::Over::Kernel, value).settings.svm.kernel == settings.svm.kernel)
                return value;
        return std::nullopt;
    case SweepPlan::Over::Gamma:
        break;
    }
    if (settings.svm.gamma.rule == GammaChoice::Rule::Value)
        return settings.svm.gamma.value;
    // What a rule comes to is known from a fit.
    for (const PaneOutcome& pane : m_session.outcome().panes)
        for (const LineOutcome& line : pane.lines)
            if (line.fit && line.fit->svm())
                return line.fit->svm()->kernel.gamma;
    return std::nullopt;
}

void SweepTab::showCurrent()
{
    m_chart->setCurrent(current());
    showReading();
}

void SweepTab::showReading()
{
    const SweepPlan::Over over = plan().over;
    const Outcome& outcome = m_session.outcome();
    if (const std::optional<double> pointed = m_chart->pointed()) {
        m_reading->setText(readingOf(m_chart->pointsNear(*pointed), over, *pointed, locale()));
    } else if (const std::optional<double> value = current(); value && outcome.table) {
        // What is in force need not be among the values swept: its counts are those of the panes.
        const bool isAnswered = outcome.exploration.settings == m_session.exploration().settings;
        m_reading->setText(
            readingOf(isAnswered ? pointsInForce(outcome, over) : std::vector<SweepPoint>(), over, *value, locale()));
    } else {
        m_reading->clear();
    }
    m_chart->setAccessibleDescription(m_reading->text());
}

void SweepTab::showState(const QString& state, bool running)
{
    m_state->setText(state);
    m_state->setVisible(!state.isEmpty());
    m_stop->setVisible(running);
}

} // namespace perimeter
