// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/detectors/detectors_panel.h"

#include "explorer/wording/line_names.h"
#include "window/detectors/two_class_controls.h"
#include "window/parts/choices.h"
#include "window/parts/icons.h"
#include "window/parts/suggest_button.h"

#include "ui_detectors_panel.h"

#include <QBoxLayout>
#include <QSignalBlocker>

#include <algorithm>

namespace perimeter {

namespace {

constexpr int narrowBox = 64;
constexpr int suggestWidth = 28;

} // namespace

DetectorsPanel::DetectorsPanel(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_ui(std::make_unique<Ui::DetectorsPanel>())
{
    m_ui->setupUi(this);
    auto* const column = qobject_cast<QVBoxLayout*>(layout());
    column->insertWidget(column->indexOf(m_ui->fitsLabel), new TwoClassControls(m_session, this));
    auto* const suggest = new SuggestButton(m_session, QStringLiteral("suggestNuButton"), this);
    suggest->setAccessibleName(suggest->text());
    suggest->setText(QStringLiteral("…"));
    suggest->setFixedWidth(suggestWidth);
    m_ui->nuRow->addWidget(suggest);
    setTabOrder(m_ui->nuControl, suggest);
    fillControls();
    connectControls();
    connect(&m_session, &Session::explorationChanged, this, &DetectorsPanel::showSettings);
    connect(&m_session, &Session::outcomeChanged, this, &DetectorsPanel::explainFits);
    showSettings();
    explainFits();
}

DetectorsPanel::~DetectorsPanel() = default;

void DetectorsPanel::focusNu()
{
    m_ui->nuControl->setFocus(Qt::ShortcutFocusReason);
}

void DetectorsPanel::fillControls()
{
    fillChoices(m_ui->kernelCombo, allKernels);
    m_ui->gammaCombo->addItem(tr("scale"), static_cast<int>(GammaChoice::Rule::Scale));
    m_ui->gammaCombo->addItem(tr("auto"), static_cast<int>(GammaChoice::Rule::Auto));
    m_ui->gammaCombo->addItem(tr("value"), static_cast<int>(GammaChoice::Rule::Value));
    m_ui->solverCombo->addItem(tr("own"), static_cast<int>(Solver::Fast));
    m_ui->solverCombo->addItem(tr("libsvm"), static_cast<int>(Solver::Libsvm));
    m_ui->conventionCombo->addItem(tr("scikit-learn"), static_cast<int>(McdConvention::ScikitLearn));
    m_ui->conventionCombo->addItem(tr("robustbase"), static_cast<int>(McdConvention::Robustbase));
    m_ui->learnCombo->addItem({}, static_cast<int>(Binning::Mode::Auto));
    m_ui->learnCombo->addItem(tr("every row"), static_cast<int>(Binning::Mode::Exact));
    m_ui->learnCombo->addItem(tr("cells"), static_cast<int>(Binning::Mode::Always));
    setIconName(m_ui->linkButton, QStringLiteral("link"));

    // Their widest numbers must not decide the panel's width.
    for (QWidget* const box : findChildren<QAbstractSpinBox*>())
        box->setMinimumWidth(narrowBox);
    for (QWidget* const box : findChildren<QComboBox*>())
        box->setMinimumWidth(narrowBox);
    m_ui->gammaBox->setRange(1e-12, 1e12);
    m_ui->gammaBox->setValue(0.5);
    m_ui->coef0Box->setRange(-1e9, 1e9);
    m_ui->toleranceBox->setRange(1e-12, 1);
    m_ui->contaminationBox->setRange(1e-4, 0.5);
    // The fraction lies above a half: the half itself stands for the convention's own choice.
    m_ui->supportBox->setRange(0.5, 1);
    m_ui->supportBox->setSpecialValueText(tr("default"));
}

void DetectorsPanel::connectControls()
{
    connect(m_ui->nuControl, &NuControl::changed, this, [this](double nu, EditStep step) {
        DetectorSettings settings = m_session.exploration().settings;
        settings.svm.nu = nu;
        take(settings, step);
    });
    connect(m_ui->kernelCombo, &QComboBox::currentIndexChanged, this, &DetectorsPanel::takeSvm);
    connect(m_ui->gammaCombo, &QComboBox::currentIndexChanged, this, &DetectorsPanel::takeGamma);
    connect(m_ui->gammaBox, &QDoubleSpinBox::valueChanged, this, &DetectorsPanel::takeGamma);
    connect(m_ui->degreeBox, &QSpinBox::valueChanged, this, &DetectorsPanel::takeSvm);
    connect(m_ui->coef0Box, &QDoubleSpinBox::valueChanged, this, &DetectorsPanel::takeSvm);
    connect(m_ui->toleranceBox, &QDoubleSpinBox::valueChanged, this, &DetectorsPanel::takeSvm);
    connect(m_ui->solverCombo, &QComboBox::currentIndexChanged, this, &DetectorsPanel::takeSvm);
    connect(m_ui->linkButton, &QToolButton::toggled, this, &DetectorsPanel::takeContamination);
    connect(m_ui->contaminationBox, &QDoubleSpinBox::valueChanged, this, &DetectorsPanel::takeContamination);
    connect(m_ui->supportBox, &QDoubleSpinBox::valueChanged, this, &DetectorsPanel::takeRobust);
    connect(m_ui->conventionCombo, &QComboBox::currentIndexChanged, this, &DetectorsPanel::takeRobust);
    connect(m_ui->seedBox, &QSpinBox::valueChanged, this, &DetectorsPanel::takeRobust);
    connect(m_ui->learnCombo, &QComboBox::currentIndexChanged, this, &DetectorsPanel::takeBinning);
}

void DetectorsPanel::showSettings()
{
    const DetectorSettings& settings = m_session.exploration().settings;
    const OneClassSvmOptions& svm = settings.svm;
    const auto show = [](auto* box, auto value) {
        const QSignalBlocker blocker(box);
        box->setValue(value);
    };
    m_ui->nuControl->setNu(svm.nu);
    selectChoice(m_ui->kernelCombo, svm.kernel);
    selectChoice(m_ui->gammaCombo, svm.gamma.rule);
    if (svm.gamma.rule == GammaChoice::Rule::Value)
        show(m_ui->gammaBox, svm.gamma.value);
    show(m_ui->degreeBox, svm.degree);
    show(m_ui->coef0Box, svm.coef0);
    show(m_ui->toleranceBox, svm.tolerance);
    selectChoice(m_ui->solverCombo, svm.solver);
    {
        const QSignalBlocker blocker(m_ui->linkButton);
        m_ui->linkButton->setChecked(!settings.contamination);
    }
    show(m_ui->contaminationBox, settings.effectiveContamination());
    show(m_ui->supportBox, settings.supportFraction.value_or(0.5));
    selectChoice(m_ui->conventionCombo, settings.convention);
    show(m_ui->seedBox, static_cast<int>(settings.seed));
    const Binning& binning = m_session.exploration().binning;
    m_ui->learnCombo->setItemText(0, tr("cells if > %1").arg(locale().toString(qlonglong{binning.threshold})));
    selectChoice(m_ui->learnCombo, binning.mode);
    enableFields(m_session.exploration());
}

void DetectorsPanel::enableFields(const Exploration& exploration)
{
    const DetectorSettings& settings = exploration.settings;
    const KernelKind kernel = settings.svm.kernel;
    const bool hasTwoClass =
        std::ranges::find(exploration.detectors, DetectorKind::TwoClassSvm) != exploration.detectors.end();
    const bool usesGamma =
        kernel != KernelKind::Linear || (hasTwoClass && settings.twoClass.kernel != KernelKind::Linear);
    const bool usesCoef0 = kernel == KernelKind::Polynomial || kernel == KernelKind::Sigmoid;
    const auto enable = [](bool enabled, std::initializer_list<QWidget*> widgets) {
        for (QWidget* const widget : widgets)
            widget->setEnabled(enabled);
    };
    enable(usesGamma, {m_ui->gammaLabel, m_ui->gammaCombo});
    enable(usesGamma && settings.svm.gamma.rule == GammaChoice::Rule::Value, {m_ui->gammaBox});
    enable(kernel == KernelKind::Polynomial, {m_ui->degreeLabel, m_ui->degreeBox});
    enable(usesCoef0, {m_ui->coef0Label, m_ui->coef0Box});
    enable(settings.contamination.has_value(), {m_ui->contaminationBox});
}

void DetectorsPanel::explainFits()
{
    const auto number = [this](double value) { return locale().toString(value, 'g', 6); };
    QStringList lines;
    for (const PaneOutcome& pane : m_session.outcome().panes) {
        for (const LineOutcome& line : pane.lines) {
            if (!line.fit)
                continue;
            QString learned;
            if (const OneClassSvm* const svm = line.fit->svm(); svm && svm->frontier)
                learned =
                    tr("ρ = %1\nτ = %2 · γ = %3").arg(number(svm->rho), number(svm->tau), number(svm->kernel.gamma));
            else if (const RobustCovariance* const robust = line.fit->robust())
                learned =
                    tr("h = %1 · log det = %2")
                        .arg(locale().toString(static_cast<qlonglong>(robust->h)), number(robust->logDeterminant));
            else
                continue;
            lines.append(tr("%1: %2").arg(nameOfLine(line.plan, m_session.outcome().exploration), learned));
        }
    }
    lines.removeDuplicates();
    m_ui->fitsLabel->setText(lines.mid(0, 4).join(QLatin1Char('\n')));
}

void DetectorsPanel::take(const DetectorSettings& settings, EditStep step)
{
    Exploration exploration = m_session.exploration();
    exploration.settings = settings;
    m_session.edit(exploration, step);
}

void DetectorsPanel::takeGamma()
{
    DetectorSettings settings = m_session.exploration().settings;
    const auto rule = chosen<GammaChoice::Rule>(m_ui->gammaCombo);
    // A rule has no value, so that equal rules are equal.
    settings.svm.gamma = {rule, rule == GammaChoice::Rule::Value ? m_ui->gammaBox->value() : 0};
    take(settings);
}

void DetectorsPanel::takeSvm()
{
    DetectorSettings settings = m_session.exploration().settings;
    settings.svm.kernel = chosen<KernelKind>(m_ui->kernelCombo);
    settings.svm.degree = m_ui->degreeBox->value();
    settings.svm.coef0 = m_ui->coef0Box->value();
    settings.svm.tolerance = m_ui->toleranceBox->value();
    settings.svm.solver = chosen<Solver>(m_ui->solverCombo);
    take(settings);
}

void DetectorsPanel::takeContamination()
{
    DetectorSettings settings = m_session.exploration().settings;
    settings.contamination.reset();
    if (!m_ui->linkButton->isChecked())
        settings.contamination = m_ui->contaminationBox->value();
    take(settings);
}

void DetectorsPanel::takeRobust()
{
    DetectorSettings settings = m_session.exploration().settings;
    settings.supportFraction.reset();
    if (m_ui->supportBox->value() > m_ui->supportBox->minimum())
        settings.supportFraction = m_ui->supportBox->value();
    settings.convention = chosen<McdConvention>(m_ui->conventionCombo);
    settings.seed = static_cast<std::uint64_t>(m_ui->seedBox->value());
    take(settings);
}

void DetectorsPanel::takeBinning()
{
    Exploration exploration = m_session.exploration();
    exploration.binning.mode = chosen<Binning::Mode>(m_ui->learnCombo);
    m_session.edit(exploration);
}

} // namespace perimeter
