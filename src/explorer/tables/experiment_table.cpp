// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/tables/experiment_table.h"

#include "base/text.h"
#include "explorer/value/words.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>
#include <cstdio>

namespace perimeter {

namespace {

struct ExperimentText {
    Q_DECLARE_TR_FUNCTIONS(ExperimentText)
};

std::string words(const QString& text)
{
    return text.toStdString();
}

std::string oneDecimal(double value)
{
    std::array<char, 32> buffer;
    std::snprintf(buffer.data(), buffer.size(), "%.1f", value);
    return buffer.data();
}

std::string counts(const ExperimentResult& result)
{
    if (result.error)
        return words(phrase(*result.error));
    if (result.outliers.empty())
        return words(ExperimentText::tr("no frontier"));
    if (result.outliers.size() == 1)
        return std::to_string(result.outliers.front()) + " / " +
               std::to_string(result.testRows - result.outliers.front());
    const Spread spread = result.outlierSpread();
    return oneDecimal(spread.mean) + " ± " + oneDecimal(spread.deviation) + " / " +
           oneDecimal(static_cast<double>(result.testRows) - spread.mean);
}

} // namespace

std::string joinedNames(const std::vector<std::string>& names)
{
    std::string joined;
    for (const std::string& name : names)
        joined += (joined.empty() ? "" : ", ") + name;
    return joined;
}

TableText studyLayout(const Experiment& experiment)
{
    const bool several = experiment.plan.detectors.size() > 1;
    TableText table;
    table.header.push_back(words(ExperimentText::tr("features")));
    for (const double nu : experiment.plan.nus)
        table.header.push_back("ν = " + formatNumber(nu));
    const std::size_t columns = experiment.plan.nus.size();
    for (std::size_t first = 0; first < experiment.results.size(); first += columns) {
        const ExperimentResult& leading = experiment.results[first];
        std::vector<std::string>& row = table.rows.emplace_back();
        row.push_back(joinedNames(leading.features) + (several ? ": " + words(nameOf(leading.detector)) : ""));
        for (std::size_t column = 0; column < columns; ++column)
            row.push_back(counts(experiment.results[first + column]));
    }
    return table;
}

TableText longLayout(const Experiment& experiment)
{
    TableText table;
    table.header = {"features", "detector", "nu",   "train_rows",         "test_rows",
                    "outliers", "inliers",  "near", "outliers_deviation", "error"};
    for (const ExperimentResult& result : experiment.results) {
        const bool isCounted = !result.outliers.empty();
        const Spread spread = result.outlierSpread();
        const double inliers = static_cast<double>(result.testRows) - spread.mean;
        table.rows.push_back({joinedNames(result.features), wordOf(detectorWords(), result.detector),
                              formatNumber(result.nu), std::to_string(result.trainRows),
                              std::to_string(result.testRows), isCounted ? formatNumber(spread.mean) : "",
                              isCounted ? formatNumber(inliers) : "", isCounted ? std::to_string(result.near) : "",
                              result.outliers.size() > 1 ? formatNumber(spread.deviation) : "",
                              isCounted ? "" : counts(result)});
    }
    return table;
}

QString noteUnder(const Experiment& experiment)
{
    const QLocale locale;
    const ExperimentResult& first = experiment.results.front();
    QString line = ExperimentText::tr(
                       "Outliers / inliers of %1 test rows, after training on %2; %3 rows left out for missing values.")
                       .arg(locale.toString(static_cast<qlonglong>(first.testRows)),
                            locale.toString(static_cast<qlonglong>(first.trainRows)),
                            locale.toString(static_cast<qlonglong>(experiment.rowsLeftOut)));
    if (first.outliers.size() > 1)
        line += u' ' +
                ExperimentText::tr("Mean ± deviation of %1 random splits.").arg(locale.toString(first.outliers.size()));
    if (experiment.plan.testScaling == TestScaling::Own)
        line +=
            u' ' + ExperimentText::tr("Test rows are scaled by themselves, as the 2015 study did: their frontier is "
                                      "not where it was learned.");
    return line;
}

TableText printedInStudy()
{
    return {{words(ExperimentText::tr("features")), "ν = 0.16", "ν = 0.005"},
            {{"uplink, downlink", "438 / 4729", "29 / 5138"},
             {"uplink, duration", "557 / 4610", "28 / 5139"},
             {"downlink, duration", "579 / 4588", "33 / 5134"},
             {"uplink, downlink, duration", "568 / 4599", "38 / 5129"},
             {"uplink/duration, downlink/duration", "469 / 4698", "26 / 5141"},
             {words(ExperimentText::tr("all five")), "613 / 4554", "36 / 5131"}}};
}

QString noteUnderStudy()
{
    return ExperimentText::tr("As printed in the study of 2015, of 5,167 rows of its own data, which are not public: "
                              "quoted here, not reproduced.");
}

} // namespace perimeter
