// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/prediction/study_columns.h"

#include "explorer/tables/experiment_table.h"
#include "explorer/wording/phrasing.h"

#include <QBrush>
#include <QCoreApplication>
#include <QLocale>
#include <QStandardItemModel>

#include <algorithm>

namespace perimeter {

void quoteStudy(QStandardItemModel& model, const Experiment& experiment, const QBrush& quiet)
{
    const ExperimentPlan study = studyPlan();
    if (experiment.plan.detectors != study.detectors)
        return;
    const TableText printed = printedInStudy();
    for (std::size_t nu = 0; nu < study.nus.size(); ++nu) {
        if (std::ranges::find(experiment.plan.nus, study.nus[nu]) == experiment.plan.nus.end())
            continue;
        QList<QStandardItem*> column;
        bool any = false;
        for (const std::vector<std::string>& set : experiment.plan.featureSets) {
            const auto found = std::ranges::find(study.featureSets, set);
            any = any || found != study.featureSets.end();
            const auto place = static_cast<std::size_t>(found - study.featureSets.begin());
            column.append(
                new QStandardItem(found == study.featureSets.end() ? QString() : text(printed.rows[place][nu + 1])));
            column.back()->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            column.back()->setForeground(quiet);
            column.back()->setToolTip(noteUnderStudy());
        }
        if (!any) {
            qDeleteAll(column);
            continue;
        }
        model.appendColumn(column);
        auto* const header = new QStandardItem(
            QCoreApplication::translate("PredictionTab", "2015: %1").arg(text(printed.header[nu + 1])));
        header->setToolTip(noteUnderStudy());
        model.setHorizontalHeaderItem(model.columnCount() - 1, header);
    }
}

} // namespace perimeter
