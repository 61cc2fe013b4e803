// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/detectors/two_class_controls.h"

#include "window/parts/choices.h"
#include "window/parts/number_box.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>
#include <array>

namespace perimeter {

namespace {

constexpr std::array twoClassKernels = {KernelKind::Rbf, KernelKind::Linear};
enum Weights { Balanced, Given };

} // namespace

TwoClassControls::TwoClassControls(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_switch(new QCheckBox(tr("Two-class SVM"), this)),
      m_settings(new QWidget(this)), m_kernel(new QComboBox(m_settings)),
      m_cost(numberBox("twoClassCostBox", tr("Cost C"))), m_weights(new QComboBox(m_settings)),
      m_outlierWeight(numberBox("outlierWeightBox", tr("Weight of outliers"))),
      m_inlierWeight(numberBox("inlierWeightBox", tr("Weight of inliers"))), m_given(new QWidget(m_settings))
{
    m_switch->setObjectName(QStringLiteral("twoClassCheck"));
    m_switch->setToolTip(
        tr("A fourth detector, which is told which rows are outliers and which are not, with a frontier of its own. "
           "It needs labels: a column named in the tab Evaluation, or rows selected in the panes and labelled."));
    m_kernel->setObjectName(QStringLiteral("twoClassKernelCombo"));
    m_kernel->setAccessibleName(tr("Kernel of the two-class SVM"));
    fillChoices(m_kernel, twoClassKernels);
    m_weights->setObjectName(QStringLiteral("classWeightsCombo"));
    m_weights->setAccessibleName(tr("Class weights"));
    m_weights->addItem(tr("balanced"), Balanced);
    m_weights->addItem(tr("given"), Given);

    auto* const pair = new QHBoxLayout(m_given);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(8);
    pair->addWidget(m_outlierWeight);
    pair->addWidget(new QLabel(QStringLiteral(":"), m_given));
    pair->addWidget(m_inlierWeight);
    auto* const form = new QFormLayout(m_settings);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(8);
    form->addRow(label(tr("Kernel"),
                       tr("rbf: a curved frontier, with the γ above. linear: a straight line between the classes."),
                       m_kernel),
                 m_kernel);
    form->addRow(label(tr("Cost C"),
                       tr("What a labelled row on the wrong side of its margin costs. A larger C follows the labels "
                          "more closely, a smaller one draws a smoother frontier."),
                       m_cost),
                 m_cost);
    form->addRow(
        label(tr("Class weights"),
              tr("What an error of each class costs beside the other. Balanced: n / (2 nₖ) for a class with nₖ "
                 "of the n labelled rows, so that both weigh the same however rare outliers are. Given: a "
                 "weight for outliers and one for inliers."),
              m_weights),
        m_weights);
    form->addRow(QString(), m_given);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(8);
    column->addWidget(m_switch);
    column->addWidget(m_settings);

    connect(m_switch, &QCheckBox::toggled, this, &TwoClassControls::takeSwitch);
    connect(m_kernel, &QComboBox::currentIndexChanged, this, &TwoClassControls::takeChoice);
    connect(m_weights, &QComboBox::currentIndexChanged, this, &TwoClassControls::takeChoice);
    for (const NumberBox* const box : {m_cost, m_outlierWeight, m_inlierWeight})
        connect(box, &QDoubleSpinBox::valueChanged, this, &TwoClassControls::takeChoice);
    connect(&m_session, &Session::explorationChanged, this, &TwoClassControls::showChoice);
    showChoice();
}

QLabel* TwoClassControls::label(const QString& text, const QString& explanation, QWidget* buddy)
{
    auto* const label = new QLabel(text, m_settings);
    label->setBuddy(buddy);
    label->setToolTip(explanation);
    buddy->setToolTip(explanation);
    return label;
}

NumberBox* TwoClassControls::numberBox(const char* name, const QString& accessibleName)
{
    auto* const box = new NumberBox(m_settings);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(accessibleName);
    box->setRange(1e-6, 1e6);
    box->setValue(1);
    return box;
}

void TwoClassControls::showChoice()
{
    const Exploration& exploration = m_session.exploration();
    const TwoClassChoice& choice = exploration.settings.twoClass;
    const bool on = std::ranges::find(exploration.detectors, DetectorKind::TwoClassSvm) != exploration.detectors.end();
    const auto show = [](NumberBox* box, double value) {
        const QSignalBlocker blocker(box);
        box->setValue(value);
    };
    {
        const QSignalBlocker blocker(m_switch);
        m_switch->setChecked(on);
    }
    m_settings->setVisible(on);
    selectChoice(m_kernel, choice.kernel);
    show(m_cost, choice.cost);
    selectChoice(m_weights, choice.weights ? Given : Balanced);
    m_given->setVisible(choice.weights.has_value());
    if (choice.weights) {
        show(m_outlierWeight, choice.weights->outlier);
        show(m_inlierWeight, choice.weights->inlier);
    }
}

void TwoClassControls::takeSwitch(bool on)
{
    Exploration exploration = m_session.exploration();
    std::erase(exploration.detectors, DetectorKind::TwoClassSvm);
    if (on || exploration.detectors.empty())
        exploration.detectors.push_back(DetectorKind::TwoClassSvm);
    m_session.edit(exploration);
    showChoice();
}

void TwoClassControls::takeChoice()
{
    Exploration exploration = m_session.exploration();
    TwoClassChoice& choice = exploration.settings.twoClass;
    choice.kernel = chosen<KernelKind>(m_kernel);
    choice.cost = m_cost->value();
    choice.weights.reset();
    if (chosen<Weights>(m_weights) == Given)
        choice.weights = ClassWeights{m_outlierWeight->value(), m_inlierWeight->value()};
    m_session.edit(exploration);
}

} // namespace perimeter
