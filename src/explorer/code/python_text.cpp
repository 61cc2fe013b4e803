// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/code/python_text.h"

#include "base/version.h"
#include "explorer/code/command_text.h"
#include "explorer/code/pandas_writer.h"
#include "explorer/code/python_parts.h"
#include "explorer/code/python_table.h"
#include "explorer/wording/phrasing.h"
#include "explorer/wording/varied_names.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace perimeter {

namespace {

struct PythonText {
    Q_DECLARE_TR_FUNCTIONS(PythonText)
};

/// What of scikit-learn and of the functions the script uses.
struct Uses {
    std::set<DetectorKind> detectors;
    std::set<ScalingKind> scalings;

    [[nodiscard]] bool has(DetectorKind detector) const { return detectors.contains(detector); }
    [[nodiscard]] bool has(ScalingKind scaling) const { return scalings.contains(scaling); }
};

/// Why a line has no place in the script; nothing where it has one.
QString missingReason(const LineOutcome& line)
{
    if (line.error)
        return phrase(*line.error);
    if (!line.fit)
        return PythonText::tr("It is not learned yet.");
    if (line.fit->classes && line.plan.detector == DetectorKind::OneClassSvm &&
        line.plan.exploration.settings.svm.nu == 1)
        return PythonText::tr("scikit-learn has no answer at ν = 1.");
    if (line.fit->classes)
        return {};
    return line.fit->notices.empty() ? PythonText::tr("It has no frontier.") : phrase(line.fit->notices.front());
}

std::string indented(const std::string& comment, std::size_t indent)
{
    std::string lines;
    for (std::size_t start = 0; start < comment.size();) {
        const std::size_t end = comment.find('\n', start);
        lines += std::string(indent, ' ') + comment.substr(start, end - start) + "\n";
        start = end + 1;
    }
    return lines;
}

std::string lineCode(const LineOutcome& line, const Exploration& exploration, Uses& uses)
{
    constexpr std::size_t indent = 12;
    const QString name = lineName(exploration, line.plan);
    if (const QString reason = missingReason(line); !reason.isEmpty())
        return indented(commented(PythonText::tr("%1: %2").arg(name, reason).toStdString()), indent);
    uses.detectors.insert(line.plan.detector);
    std::string code;
    if (line.fit->ofCellsAlone)
        code +=
            indented(commented(PythonText::tr("Perimeter learned this from cells that rows are counted into; here "
                                              "it is\nlearned from all rows, and rows near the frontier may differ.")
                                   .toStdString()),
                     indent);
    for (const std::string& comment : detectorComments(*line.fit, line.plan.exploration.settings))
        code += indented(commented(comment), indent);
    const std::string open = "(" + pythonString(name.toStdString()) + ", partial(";
    return code + std::string(indent, ' ') +
           wrapped(open, detectorArguments(*line.fit, line.plan.exploration.settings), "))", indent) + ",\n";
}

bool hasLines(const PaneOutcome& pane)
{
    return std::ranges::any_of(pane.lines, [](const LineOutcome& line) { return missingReason(line).isEmpty(); });
}

std::string viewCode(const Plane& plane)
{
    const auto side = [](AxisScale scale, double place) {
        return QString::number(fromAxis(scale, place), 'g', 8).toStdString();
    };
    return "(" + side(plane.xScale, plane.xMin) + ", " + side(plane.xScale, plane.xMax) + ", " +
           side(plane.yScale, plane.yMin) + ", " + side(plane.yScale, plane.yMax) + ")";
}

std::string paneCode(const PaneOutcome& pane, const Exploration& exploration, Uses& uses)
{
    const LinePlan& first = pane.lines.front().plan;
    const QString title = paneTitle(exploration, pane.plan);
    if (pane.error)
        return indented(commented(PythonText::tr("%1: %2").arg(title, phrase(*pane.error)).toStdString()), 4);
    std::string lines;
    for (const LineOutcome& line : pane.lines)
        lines += lineCode(line, exploration, uses);
    if (!hasLines(pane))
        return indented(commented(title.toStdString()), 4) + lines;
    uses.scalings.insert(pane.points->scaling.kind);
    const std::string columns[] = {first.exploration.x.column, first.exploration.y.column};
    return "    (\n        " + pythonString(title.toStdString()) + ",\n        " + pythonStrings(columns) +
           ",\n        " + scalerCode(pane.points->scaling.kind) + ",\n        " + viewCode(pane.plane) +
           ",  # left, right, bottom, top\n        [\n" + lines + "        ],\n    ),\n";
}

std::string importCode(const Uses& uses, bool usesCsv)
{
    std::string code = usesCsv ? "import csv\n" : "";
    code +=
        "from functools import partial\n\nimport matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd\n";
    if (uses.has(DetectorKind::EmpiricalCovariance))
        code += "from sklearn.covariance import EmpiricalCovariance\n";
    std::vector<std::string> scalers, machines;
    if (uses.has(ScalingKind::None) || uses.has(ScalingKind::Log1p))
        scalers.emplace_back("FunctionTransformer");
    if (uses.has(ScalingKind::MinMax))
        scalers.emplace_back("MinMaxScaler");
    if (uses.has(ScalingKind::Robust))
        scalers.emplace_back("RobustScaler");
    if (uses.has(ScalingKind::Standard))
        scalers.emplace_back("StandardScaler");
    if (uses.has(DetectorKind::TwoClassSvm))
        machines.emplace_back("SVC");
    if (uses.has(DetectorKind::OneClassSvm))
        machines.emplace_back("OneClassSVM");
    for (const auto& [module, names] : {std::pair{"preprocessing", scalers}, std::pair{"svm", machines}}) {
        std::string line;
        for (const std::string& name : names)
            line += (line.empty() ? "" : ", ") + name;
        if (!line.empty())
            code += std::string("from sklearn.") + module + " import " + line + "\n";
    }
    return code;
}

std::string functionCode(const Uses& uses)
{
    const std::string labels = uses.has(DetectorKind::TwoClassSvm) ? "y, " : "";
    std::string code;
    if (uses.has(DetectorKind::OneClassSvm))
        code += oneClassFunction(labels);
    if (uses.has(DetectorKind::RobustCovariance) || uses.has(DetectorKind::EmpiricalCovariance))
        code += ellipseFunction(labels);
    if (uses.has(DetectorKind::EmpiricalCovariance))
        code += empiricalFunction(labels);
    if (uses.has(DetectorKind::TwoClassSvm))
        code += twoClassFunction();
    return code;
}

/// The columns that some pane learns from.
std::vector<std::string> featuresOf(const Outcome& outcome)
{
    std::vector<std::string> features;
    for (const PaneOutcome& pane : outcome.panes)
        for (const std::string& name : {pane.plan.exploration.x.column, pane.plan.exploration.y.column})
            if (std::ranges::find(features, name) == features.end())
                features.push_back(name);
    return features;
}

} // namespace

std::string pythonText(const Outcome& outcome, const Table& opened)
{
    Uses uses;
    std::string panes;
    for (const PaneOutcome& pane : outcome.panes)
        panes += paneCode(pane, outcome.exploration, uses);
    if (uses.detectors.empty())
        return "#!/usr/bin/env python3\n# No detector has a frontier here.\n" + panes;
    const bool withLabels = uses.has(DetectorKind::TwoClassSvm);
    const PythonTable table = pythonTable(outcome, opened, featuresOf(outcome), withLabels);
    return "#!/usr/bin/env python3\n\"\"\"The outliers and frontiers of Perimeter " + programVersion() +
           " by scikit-learn.\"\"\"\n" + importCode(uses, table.usesCsv) + functionCode(uses) + "\n\n" + table.code +
           "\npanes = [\n" + panes + "]\n" + drawingCode(outcome.exploration, withLabels, uses.has(ScalingKind::Log1p));
}

} // namespace perimeter
