// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/table.h"
#include "explorer/studies/experiment.h"
#include "explorer/value/exploration.h"

#include <QWidget>

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace perimeter {

class NumberBox;

/// What an experiment trains on and tests: sets of features, values of ν, detectors, and how rows are split. Sets and ν
/// are those of the exploration until they are chosen here.
class PredictionControls final : public QWidget {
    Q_OBJECT

public:
    explicit PredictionControls(QWidget* parent = nullptr);

    /// `exploration` is resolved.
    void follow(const Exploration& exploration, const Table& table);
    /// With the detectors' settings and the scaling of an exploration. Errors: NumberUnreadable.
    [[nodiscard]] Expected<ExperimentPlan> plan(const Exploration& exploration) const;

Q_SIGNALS:
    /// The fields hold the study's choices; the settings of the detectors and the scaling are to be the study's too.
    void studyTaken();

private:
    void makeFields();
    void layOut();
    void addRow(QGridLayout* grid, const QString& name, QWidget* field, const QString& explanation);
    void addSet();
    void removeSet();
    void takeStudy();
    void setFeatureSets(std::vector<std::vector<std::string>> sets);
    void enableFields();
    [[nodiscard]] QStringList missingForStudy() const;

    std::vector<Column> m_columns;
    std::vector<std::vector<std::string>> m_sets;
    bool m_ownSets = false;
    QListWidget* m_list;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_study;
    QLineEdit* m_nus;
    std::vector<QCheckBox*> m_detectors;
    QComboBox* m_rule;
    QComboBox* m_column;
    NumberBox* m_share;
    QSpinBox* m_seed;
    QSpinBox* m_repeats;
    QComboBox* m_testScaling;
};

} // namespace perimeter
