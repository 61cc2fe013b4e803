// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/prediction/prediction_controls.h"

#include "explorer/tables/experiment_table.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"
#include "window/parts/choices.h"
#include "window/parts/number_box.h"
#include "window/parts/number_list.h"
#include "window/prediction/feature_set_dialog.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace perimeter {

namespace {

constexpr int listHeight = 76;
constexpr int mostRepeats = 1000;

bool isFeature(const Column& column)
{
    return column.kind != ColumnKind::Text;
}

} // namespace

PredictionControls::PredictionControls(QWidget* parent)
    : QWidget(parent), m_list(new QListWidget(this)), m_add(new QPushButton(tr("&Add…"), this)),
      m_remove(new QPushButton(tr("Remove"), this)), m_study(new QPushButton(tr("The study’s six"), this)),
      m_nus(new QLineEdit(this)), m_rule(new QComboBox(this)), m_column(new QComboBox(this)),
      m_share(new NumberBox(this)), m_seed(new QSpinBox(this)), m_repeats(new QSpinBox(this)),
      m_testScaling(new QComboBox(this))
{
    makeFields();
    layOut();
    connect(m_add, &QPushButton::clicked, this, &PredictionControls::addSet);
    connect(m_remove, &QPushButton::clicked, this, &PredictionControls::removeSet);
    connect(m_study, &QPushButton::clicked, this, &PredictionControls::takeStudy);
    connect(m_rule, &QComboBox::currentIndexChanged, this, &PredictionControls::enableFields);
    connect(m_list, &QListWidget::currentRowChanged, this, &PredictionControls::enableFields);
    enableFields();
}

void PredictionControls::makeFields()
{
    m_list->setObjectName(QStringLiteral("featureSetList"));
    m_list->setAccessibleName(tr("Sets of features"));
    m_list->setToolTip(tr("Every set of features is an experiment of its own, over the same rows: those complete in "
                          "all of them."));
    m_list->setFixedHeight(listHeight);
    m_add->setObjectName(QStringLiteral("addSetButton"));
    m_add->setToolTip(tr("Add a set of any number of columns."));
    m_remove->setObjectName(QStringLiteral("removeSetButton"));
    m_remove->setToolTip(tr("Remove the set chosen in the list."));
    m_study->setObjectName(QStringLiteral("studySetsButton"));
    m_nus->setObjectName(QStringLiteral("predictionNusEdit"));
    for (const DetectorKind detector : allDetectors) {
        auto* const box = new QCheckBox(nameOf(detector), this);
        box->setObjectName(QStringLiteral("predictionDetector%1").arg(static_cast<int>(detector)));
        box->setChecked(detector == DetectorKind::OneClassSvm);
        m_detectors.push_back(box);
    }
    m_rule->setObjectName(QStringLiteral("splitCombo"));
    m_rule->addItem(tr("first rows"), static_cast<int>(SplitPlan::Rule::First));
    m_rule->addItem(tr("shuffled"), static_cast<int>(SplitPlan::Rule::Shuffled));
    m_rule->addItem(tr("by time"), static_cast<int>(SplitPlan::Rule::Time));
    m_rule->addItem(tr("by group"), static_cast<int>(SplitPlan::Rule::Group));
    m_column->setObjectName(QStringLiteral("splitColumnCombo"));
    m_share->setObjectName(QStringLiteral("shareBox"));
    m_share->setRange(0.01, 0.99);
    m_share->setValue(SplitPlan{}.share);
    m_seed->setObjectName(QStringLiteral("splitSeedBox"));
    m_seed->setRange(0, 1'000'000);
    m_repeats->setObjectName(QStringLiteral("repeatsBox"));
    m_repeats->setRange(1, mostRepeats);
    m_testScaling->setObjectName(QStringLiteral("testScalingCombo"));
    m_testScaling->addItem(tr("as training"), static_cast<int>(TestScaling::AsTraining));
    m_testScaling->addItem(tr("own, the study’s way"), static_cast<int>(TestScaling::Own));
}

void PredictionControls::layOut()
{
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    auto* const heading = new QLabel(tr("Features"), this);
    heading->setBuddy(m_list);
    grid->addWidget(heading, 0, 0, 1, 2);
    grid->addWidget(m_list, 1, 0, 1, 2);
    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton* const button : {m_add, m_remove, m_study})
        buttons->addWidget(button);
    grid->addLayout(buttons, 2, 0, 1, 2);
    addRow(grid, tr("ν"), m_nus,
           tr("Every value is a column of the table: type them with spaces, commas or semicolons between, such as 0.16 "
              "0.005."));
    for (QCheckBox* const box : m_detectors)
        grid->addWidget(box, grid->rowCount(), 0, 1, 2);
    addRow(grid, tr("Split"), m_rule,
           tr("Which rows train: the first of the file, as in the study of 2015; rows drawn at random; the earliest by "
              "a column; or whole groups drawn at random, so that no group trains and is tested."));
    addRow(grid, tr("by column"), m_column, tr("The time, or the group, of each row."));
    addRow(grid, tr("Share"), m_share, tr("The share of the rows that train; the others are tested."));
    addRow(grid, tr("Seed"), m_seed, tr("The same seed draws the same rows."));
    addRow(grid, tr("Repeats"), m_repeats,
           tr("So many random splits, with the seeds that follow: the table shows mean ± deviation."));
    addRow(grid, tr("Scale tests"), m_testScaling,
           tr("Test rows are scaled by the centre and spread of the training rows. The study of 2015 scaled them by "
              "their own: the frontier then no longer lies where it was learned."));
    grid->setRowStretch(grid->rowCount(), 1);
}

void PredictionControls::addRow(QGridLayout* grid, const QString& name, QWidget* field, const QString& explanation)
{
    const int row = grid->rowCount();
    auto* const label = new QLabel(name, this);
    label->setBuddy(field);
    label->setToolTip(explanation);
    field->setToolTip(explanation);
    field->setAccessibleName(name);
    grid->addWidget(label, row, 0);
    grid->addWidget(field, row, 1);
}

void PredictionControls::follow(const Exploration& exploration, const Table& table)
{
    if (table.columns() != m_columns) {
        m_columns = table.columns();
        m_ownSets = false;
        const QString chosenColumn = m_column->currentText();
        m_column->clear();
        for (const Column& column : m_columns)
            m_column->addItem(text(column.name));
        m_column->setCurrentIndex(std::max(0, m_column->findText(chosenColumn)));
    }
    if (!m_ownSets)
        setFeatureSets({{exploration.x.column, exploration.y.column}});
    if (!m_nus->isModified())
        m_nus->setText(locale().toString(exploration.settings.svm.nu, 'g', QLocale::FloatingPointShortest));
    const QStringList missing = missingForStudy();
    m_study->setEnabled(missing.isEmpty());
    m_study->setToolTip(missing.isEmpty()
                            ? tr("The six sets of features, the two ν, the split, the scaling and the settings "
                                 "of the detectors of the study of 2015.")
                            : tr("The study of 2015 needs columns that are not there: %1.").arg(missing.join(u", ")));
}

QStringList PredictionControls::missingForStudy() const
{
    QStringList missing;
    for (const std::vector<std::string>& set : studyPlan().featureSets)
        for (const std::string& name : set)
            if (std::ranges::find(m_columns, name, &Column::name) == m_columns.end())
                missing.append(text(name));
    missing.removeDuplicates();
    return missing;
}

void PredictionControls::setFeatureSets(std::vector<std::vector<std::string>> sets)
{
    if (sets == m_sets)
        return;
    m_sets = std::move(sets);
    m_list->clear();
    for (const std::vector<std::string>& set : m_sets)
        m_list->addItem(text(joinedNames(set)));
    enableFields();
}

void PredictionControls::addSet()
{
    std::vector<std::string> names;
    for (const Column& column : m_columns)
        if (isFeature(column))
            names.push_back(column.name);
    auto* const dialog = new FeatureSetDialog(names, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_ownSets = true;
        std::vector<std::vector<std::string>> sets = m_sets;
        sets.push_back(dialog->chosen());
        setFeatureSets(std::move(sets));
    });
    dialog->open();
}

void PredictionControls::removeSet()
{
    std::vector<std::vector<std::string>> sets = m_sets;
    sets.erase(sets.begin() + m_list->currentRow());
    m_ownSets = true;
    setFeatureSets(std::move(sets));
}

void PredictionControls::takeStudy()
{
    const ExperimentPlan study = studyPlan();
    m_ownSets = true;
    setFeatureSets(study.featureSets);
    QStringList nus;
    for (const double nu : study.nus)
        nus.append(locale().toString(nu, 'g', QLocale::FloatingPointShortest));
    m_nus->setText(nus.join(QLatin1Char(' ')));
    m_nus->setModified(true);
    for (std::size_t i = 0; i < m_detectors.size(); ++i)
        m_detectors[i]->setChecked(std::ranges::find(study.detectors, allDetectors[i]) != study.detectors.end());
    selectChoice(m_rule, study.split.rule);
    enableFields();
    m_share->setValue(study.split.share);
    m_repeats->setValue(study.repeats);
    selectChoice(m_testScaling, study.testScaling);
    Q_EMIT studyTaken();
}

void PredictionControls::enableFields()
{
    const auto rule = chosen<SplitPlan::Rule>(m_rule);
    const bool isRandom = SplitPlan{.rule = rule}.isRandom();
    m_column->setEnabled(rule == SplitPlan::Rule::Time || rule == SplitPlan::Rule::Group);
    m_seed->setEnabled(isRandom);
    m_repeats->setEnabled(isRandom);
    m_remove->setEnabled(m_list->currentRow() >= 0 && m_sets.size() > 1);
}

Expected<ExperimentPlan> PredictionControls::plan(const Exploration& exploration) const
{
    ExperimentPlan plan{.featureSets = m_sets,
                        .nus = {},
                        .detectors = {},
                        .settings = exploration.settings,
                        .scaling = exploration.scaling,
                        .testScaling = chosen<TestScaling>(m_testScaling),
                        .split = {.rule = chosen<SplitPlan::Rule>(m_rule),
                                  .share = m_share->value(),
                                  .seed = static_cast<std::uint64_t>(m_seed->value())},
                        .repeats = m_repeats->value()};
    if (m_column->isEnabled())
        plan.split.column = m_column->currentText().toStdString();
    PERIMETER_TRY(std::vector<double> nus, typedNumbers(m_nus->text(), locale()));
    plan.nus = std::move(nus);
    for (std::size_t i = 0; i < m_detectors.size(); ++i)
        if (m_detectors[i]->isChecked())
            plan.detectors.push_back(allDetectors[i]);
    return plan;
}

} // namespace perimeter
