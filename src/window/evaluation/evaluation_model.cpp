// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/evaluation/evaluation_model.h"

#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"
#include "figure/scene/theme.h"
#include "window/tables/table_look.h"
#include "window/tables/table_roles.h"

#include <QLocale>
#include <QPixmap>

#include <algorithm>
#include <array>

namespace perimeter {

namespace {

using Part = EvaluationModel::Part;

bool isCount(int part)
{
    return part >= Part::Found && part <= Part::Passed;
}

/// Whether a labelled row is of the kind that a count counts.
bool isCounted(int part, bool isOutlier, bool isFound)
{
    switch (part) {
    case Part::Found:
        return isOutlier && isFound;
    case Part::Missed:
        return isOutlier && !isFound;
    case Part::FalseAlarms:
        return !isOutlier && isFound;
    default:
        return !isOutlier && !isFound;
    }
}

QVariant shareOf(const std::optional<double>& share)
{
    return share ? QVariant(*share) : QVariant(QString());
}

QVariant areaOf(const std::optional<Curve>& curve)
{
    return shareOf(curve ? std::optional(curve->area) : std::nullopt);
}

/// A count as a whole number, a share as a double; an empty text where it is not defined.
QVariant figureOf(const Evaluation& evaluation, int part)
{
    const Confusion& confusion = evaluation.confusion;
    switch (part) {
    case Part::Found:
        return qlonglong{confusion.truePositives};
    case Part::Missed:
        return qlonglong{confusion.falseNegatives};
    case Part::FalseAlarms:
        return qlonglong{confusion.falsePositives};
    case Part::Passed:
        return qlonglong{confusion.trueNegatives};
    case Part::Recall:
        return shareOf(confusion.recall());
    case Part::Precision:
        return shareOf(confusion.precision());
    case Part::F1:
        return shareOf(confusion.f1());
    case Part::RocArea:
        return areaOf(evaluation.roc);
    case Part::AveragePrecision:
        return areaOf(evaluation.precisionRecall);
    default:
        return {};
    }
}

QString cellText(const QVariant& figure)
{
    if (figure.typeId() == QMetaType::LongLong)
        return QLocale().toString(figure.toLongLong());
    return figure.typeId() == QMetaType::Double ? QLocale().toString(figure.toDouble(), 'f', 4) : QStringLiteral("–");
}

std::array<std::pair<QString, QString>, Part::Parts> headers()
{
    const auto tr = [](const char* text) { return EvaluationModel::tr(text); };
    return {{
        {tr("Detector"), tr("The detectors of this exploration, each with the settings it has now.")},
        {tr("Found"), tr("True positives: labelled outliers that the detector takes for outliers. Press Enter or "
                         "click on the number to select their rows.")},
        {tr("Missed"), tr("False negatives: labelled outliers that the detector takes for inliers. Press Enter or "
                          "click on the number to select their rows.")},
        {tr("False alarms"), tr("False positives: labelled inliers that the detector takes for outliers. Press Enter "
                                "or click on the number to select their rows.")},
        {tr("Passed"), tr("True negatives: labelled inliers that the detector takes for inliers. Press Enter or click "
                          "on the number to select their rows.")},
        {tr("Recall"), tr("The share of the labelled outliers that is found: found / (found + missed).")},
        {tr("Precision"), tr("The share of what is taken for an outlier that is one: found / (found + false alarms). A "
                             "dash where nothing is taken for an outlier.")},
        {tr("F₁"), tr("The harmonic mean of recall and precision: 2 · found / (2 · found + false alarms + missed). "
                      "1 is perfect, 0 finds nothing.")},
        {tr("ROC area"), tr("The chance that a labelled outlier, drawn at random, lies farther out than a labelled "
                            "inlier, drawn at random: the area below the ROC curve. 0.5 is guessing, 1 is perfect.")},
        {tr("Average precision"),
         tr("Precision at every threshold, weighted by the recall it adds: Σ (Rₙ − Rₙ₋₁) Pₙ, the area below the "
            "precision–recall curve. Guessing has the share of outliers among the labelled rows.")},
    }};
}

} // namespace

std::vector<EvaluationModel::Line> EvaluationModel::linesOf(const EvaluatedDetector& evaluated, std::size_t place) const
{
    const QString name = nameOf(evaluated.detector);
    if (evaluated.error && !evaluated.evaluation)
        return {{.detector = place, .evaluation = nullptr, .name = name, .explanation = phrase(*evaluated.error)}};
    if (!evaluated.evaluation)
        return {{.detector = place, .evaluation = nullptr, .name = tr("%1: no frontier").arg(name)}};
    if (evaluated.detector != DetectorKind::TwoClassSvm)
        return {{.detector = place, .evaluation = &*evaluated.evaluation, .name = name}};
    std::vector<Line> lines = {
        {.detector = place,
         .evaluation = &*evaluated.evaluation,
         .name = tr("%1, as learned").arg(name),
         .explanation = tr("The rows it learned from, so these figures flatter it. Those it is to be judged by are the "
                           "cross-validated ones.")}};
    if (evaluated.crossValidated)
        lines.push_back(
            {.detector = place,
             .evaluation = &*evaluated.crossValidated,
             .name = tr("%1, %2 folds").arg(name, QLocale().toString(static_cast<qulonglong>(evaluated.folds))),
             .explanation = tr("Cross-validated: the labelled rows are dealt into folds at random, with about the same "
                               "share of outliers in each, and every fold is judged by a machine that learned, with "
                               "its scaling, from the others. These figures stand beside those of the detectors "
                               "without labels.")});
    return lines;
}

void EvaluationModel::setReport(std::optional<EvaluationReport> report)
{
    beginResetModel();
    m_report = std::move(report);
    m_lines.clear();
    for (std::size_t i = 0; m_report && i < m_report->detectors.size(); ++i)
        for (Line& line : linesOf(m_report->detectors[i], i))
            m_lines.push_back(std::move(line));
    endResetModel();
}

DetectorKind EvaluationModel::detector(int line) const
{
    return m_report->detectors[m_lines[static_cast<std::size_t>(line)].detector].detector;
}

bool EvaluationModel::isCrossValidated(int line) const
{
    const std::optional<Evaluation>& validated =
        m_report->detectors[m_lines[static_cast<std::size_t>(line)].detector].crossValidated;
    return validated && evaluation(line) == &*validated;
}

std::optional<std::vector<RowNumber>> EvaluationModel::rowsOf(const QModelIndex& index) const
{
    if (!index.isValid() || !isCount(index.column()) || !evaluation(index.row()))
        return std::nullopt;
    const Labels& labels = *m_report->labels;
    const std::vector<std::uint8_t>& found = evaluation(index.row())->found;
    std::vector<RowNumber> rows;
    for (std::size_t i = 0; i < labels.points.size(); ++i)
        if (isCounted(index.column(), labels.outlier[i] != 0, found[i] != 0))
            rows.push_back(m_report->projection->rows[labels.points[i]]);
    std::ranges::sort(rows);
    return rows;
}

int EvaluationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int EvaluationModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Parts;
}

QVariant EvaluationModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line& line = m_lines[static_cast<std::size_t>(index.row())];
    const int part = index.column();
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (part == Detector ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::DecorationRole:
        return part == Detector ? outlierMark(hueOf(detector(index.row()))) : QVariant();
    case Qt::ToolTipRole:
        if (part == Detector && !line.explanation.isEmpty())
            return line.explanation;
        return headerData(part, Qt::Horizontal, Qt::ToolTipRole);
    case Qt::DisplayRole:
        if (part == Detector)
            return line.name;
        return cellText(line.evaluation ? figureOf(*line.evaluation, part) : QVariant());
    case rawRole:
        if (part == Detector)
            return line.name;
        return line.evaluation ? figureOf(*line.evaluation, part) : QVariant(QString());
    default:
        return {};
    }
}

QVariant EvaluationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= Parts)
        return {};
    const auto [title, explanation] = headers()[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return title;
    if (role == Qt::ToolTipRole)
        return explanation;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section == Detector ? Qt::AlignLeft : Qt::AlignRight));
    return {};
}

} // namespace perimeter
