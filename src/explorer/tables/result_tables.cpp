// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/tables/result_tables.h"

#include "base/text.h"
#include "explorer/value/words.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>

#include <optional>

namespace perimeter {

namespace {

struct TablesText {
    Q_DECLARE_TR_FUNCTIONS(TablesText)
};

/// A table on its way, for one wording.
class Building {
public:
    explicit Building(Wording wording) : m_wording(wording) {}

    void column(const char* word, const QString& name, TableText::Cells kind = TableText::Cells::Number)
    {
        m_table.header.push_back(m_wording == Wording::Programs ? word : name.toStdString());
        m_table.columns.push_back(kind);
    }
    void row() { m_table.rows.emplace_back(); }
    void cell(const std::string& text) { m_table.rows.back().push_back(text); }
    void cell(const QString& text) { cell(text.toStdString()); }
    void cell(std::int64_t count) { cell(std::to_string(count)); }
    void cell(double number) { cell(formatNumber(number)); }
    template <typename T>
    void cell(const std::optional<T>& optional)
    {
        if (optional)
            cell(*optional);
        else
            cell(std::string());
    }
    template <typename Kind>
    void cell(Kind kind, const Words<Kind>& words)
    {
        if (m_wording == Wording::Programs)
            cell(wordOf(words, kind));
        else
            cell(nameOf(kind));
    }

    /// With empty cells where a row has fewer than there are columns.
    [[nodiscard]] TableText finished()
    {
        for (std::vector<std::string>& row : m_table.rows)
            row.resize(m_table.header.size());
        return std::move(m_table);
    }

private:
    Wording m_wording;
    TableText m_table;
};

std::optional<double> areaOf(const std::optional<Curve>& curve)
{
    return curve ? std::optional(curve->area) : std::nullopt;
}

void addFigures(Building& table, const Evaluation& evaluation)
{
    const Confusion& confusion = evaluation.confusion;
    for (const std::int64_t count :
         {confusion.truePositives, confusion.falsePositives, confusion.trueNegatives, confusion.falseNegatives})
        table.cell(count);
    for (const std::optional<double>& figure : {confusion.recall(), confusion.precision(), confusion.f1(),
                                                areaOf(evaluation.roc), areaOf(evaluation.precisionRecall)})
        table.cell(figure);
}

void addEvaluated(Building& table, DetectorKind detector, const char* rowsWord, const QString& rows,
                  const std::optional<Evaluation>& evaluation, Wording wording)
{
    table.row();
    table.cell(detector, detectorWords());
    table.cell(wording == Wording::Programs ? QString::fromLatin1(rowsWord) : rows);
    if (evaluation)
        addFigures(table, *evaluation);
}

} // namespace

TableText columnsTable(const std::vector<ColumnProfile>& profiles, Wording wording)
{
    Building table(wording);
    table.column("name", TablesText::tr("column"), TableText::Cells::Text);
    table.column("kind", TablesText::tr("kind"), TableText::Cells::Text);
    table.column("unit", TablesText::tr("unit"), TableText::Cells::Text);
    table.column("missing", TablesText::tr("missing"));
    table.column("non_finite", TablesText::tr("not finite"));
    table.column("distinct", TablesText::tr("distinct"));
    table.column("ties", TablesText::tr("ties"));
    table.column("minimum", TablesText::tr("minimum"));
    table.column("lower_quartile", TablesText::tr("quartile 1"));
    table.column("median", TablesText::tr("median"));
    table.column("upper_quartile", TablesText::tr("quartile 3"));
    table.column("maximum", TablesText::tr("maximum"));
    table.column("mean", TablesText::tr("mean"));
    table.column("deviation", TablesText::tr("deviation"));
    for (const ColumnProfile& profile : profiles) {
        table.row();
        table.cell(profile.column.name);
        table.cell(profile.column.kind, columnKindWords());
        table.cell(profile.column.unit);
        for (const std::int64_t count : {profile.missing, profile.nonFinite, profile.distinct, profile.ties})
            table.cell(count);
        if (profile.column.kind != ColumnKind::Text && profile.rows > profile.missing + profile.nonFinite)
            for (const double number : {profile.minimum, profile.lowerQuartile, profile.median, profile.upperQuartile,
                                        profile.maximum, profile.mean, profile.deviation})
                table.cell(number);
    }
    return table.finished();
}

TableText fitTable(const Outcome& outcome, Wording wording)
{
    Building table(wording);
    table.column("detector", TablesText::tr("detector"), TableText::Cells::Text);
    table.column("outliers", TablesText::tr("outliers"));
    table.column("inliers", TablesText::tr("inliers"));
    table.column("support_vectors", TablesText::tr("support vectors"));
    table.column("h", TablesText::tr("h"));
    table.column("rho", TablesText::tr("ρ"));
    table.column("threshold", TablesText::tr("threshold of d²"));
    table.column("error", TablesText::tr("error"), TableText::Cells::Text);
    for (const PaneOutcome& pane : outcome.panes) {
        const LineOutcome& line = pane.lines.front();
        table.row();
        table.cell(line.plan.detector, detectorWords());
        if (!line.fit || !line.fit->classes) {
            for (int blank = 0; blank < 6; ++blank)
                table.cell(std::string());
            const std::optional<Error>& error = line.error ? line.error : pane.error;
            table.cell(error ? phrase(*error) : TablesText::tr("no frontier"));
            continue;
        }
        const DetectorFit& fit = *line.fit;
        table.cell(std::int64_t{fit.classes->outliers});
        table.cell(std::int64_t{fit.classes->inliers});
        const OneClassSvm* const svm = fit.svm();
        table.cell(svm ? std::optional(std::int64_t{svm->supportRows}) : std::nullopt);
        table.cell(fit.robust() ? std::optional(std::int64_t{fit.robust()->h}) : std::nullopt);
        table.cell(svm ? std::optional(svm->rho) : std::nullopt);
        table.cell(svm ? std::nullopt : std::optional(fit.covariance()->threshold));
    }
    return table.finished();
}

TableText sweepTable(const Sweep& sweep, Wording wording)
{
    const bool isKernel = sweep.plan.over == SweepPlan::Over::Kernel;
    Building table(wording);
    table.column(wordOf(sweepWords(), sweep.plan.over).c_str(), nameOf(sweep.plan.over),
                 isKernel ? TableText::Cells::Text : TableText::Cells::Number);
    table.column("detector", TablesText::tr("detector"), TableText::Cells::Text);
    table.column("rows", TablesText::tr("rows"));
    table.column("outliers", TablesText::tr("outliers"));
    table.column("support_vectors", TablesText::tr("support vectors"));
    table.column("level", TablesText::tr("ρ or threshold of d²"));
    table.column("error", TablesText::tr("error"), TableText::Cells::Text);
    for (const SweepPoint& point : sweep.points) {
        table.row();
        if (isKernel)
            table.cell(point.kernel, kernelWords());
        else
            table.cell(point.value);
        table.cell(point.detector, detectorWords());
        table.cell(point.rows);
        table.cell(point.outliers);
        table.cell(point.supportVectors);
        table.cell(point.outliers ? point.level : std::nullopt);
        table.cell(point.error ? phrase(*point.error) : point.outliers ? QString() : TablesText::tr("no frontier"));
    }
    return table.finished();
}

TableText evaluationTable(const EvaluationReport& report, Wording wording)
{
    Building table(wording);
    table.column("detector", TablesText::tr("detector"), TableText::Cells::Text);
    table.column("rows", TablesText::tr("rows"), TableText::Cells::Text);
    table.column("true_positives", TablesText::tr("found"));
    table.column("false_positives", TablesText::tr("false alarms"));
    table.column("true_negatives", TablesText::tr("inliers passed"));
    table.column("false_negatives", TablesText::tr("missed"));
    table.column("recall", TablesText::tr("recall"));
    table.column("precision", TablesText::tr("precision"));
    table.column("f1", TablesText::tr("F₁"));
    table.column("roc_auc", TablesText::tr("ROC area"));
    table.column("average_precision", TablesText::tr("average precision"));
    for (const EvaluatedDetector& each : report.detectors) {
        const bool learnedFromThem = each.detector == DetectorKind::TwoClassSvm;
        addEvaluated(table, each.detector, learnedFromThem ? "resubstitution" : "labelled",
                     learnedFromThem ? TablesText::tr("those learned from") : TablesText::tr("labelled"),
                     each.evaluation, wording);
        if (each.crossValidated)
            addEvaluated(table, each.detector, "cross_validated",
                         TablesText::tr("cross-validated in %1 folds").arg(each.folds), each.crossValidated, wording);
    }
    return table.finished();
}

} // namespace perimeter
