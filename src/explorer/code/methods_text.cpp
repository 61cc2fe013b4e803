// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/code/methods_text.h"

#include "base/text.h"
#include "base/version.h"
#include "data/steps/step_text.h"
#include "explorer/code/citations.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace perimeter {

namespace {

struct MethodsText {
    Q_DECLARE_TR_FUNCTIONS(MethodsText)
};

/// Locales' own sign is a hyphen.
QString withMinus(QString number)
{
    return number.replace(u'-', QChar(0x2212));
}

QString number(double value)
{
    return withMinus(QLocale().toString(value, 'g', QLocale::FloatingPointShortest));
}

/// A number that was worked out, to as many digits as a text needs.
QString measured(double value)
{
    return withMinus(QLocale().toString(value, 'g', 4));
}

QString count(std::int64_t rows)
{
    return QLocale().toString(static_cast<qlonglong>(rows));
}

QString names(const std::vector<std::string>& columns)
{
    return text(writeNames(columns));
}

QString ruleOf(const ZeroDivision& rule)
{
    switch (rule.rule) {
    case ZeroDivision::Rule::Keep:
        return MethodsText::tr("a quotient by zero being its numerator");
    case ZeroDivision::Rule::LeaveOut:
        return MethodsText::tr("a quotient by zero being missing");
    case ZeroDivision::Rule::Floor:
        break;
    }
    return MethodsText::tr("a divisor being at least %1").arg(number(rule.floor));
}

QString sentenceOf(const Where& step)
{
    return MethodsText::tr("rows were kept where %1").arg(text(step.expression).trimmed());
}

QString sentenceOf(const Derive& step)
{
    const QString derived =
        MethodsText::tr("%1 was computed as %2").arg(text(step.name), text(step.expression).trimmed());
    return step.expression.find('/') == std::string::npos
               ? derived
               : MethodsText::tr("%1 (%2)").arg(derived, ruleOf(step.zeroDivision));
}

QString sentenceOf(const OnePer& step)
{
    switch (step.rule) {
    case OnePer::Rule::First:
        return MethodsText::tr("the first row per %1 was kept").arg(text(step.column));
    case OnePer::Rule::Last:
        return MethodsText::tr("the last row per %1 was kept").arg(text(step.column));
    case OnePer::Rule::Largest:
        return MethodsText::tr("the row with the largest sum of numbers per %1 was kept").arg(text(step.column));
    case OnePer::Rule::Sum:
        break;
    }
    return MethodsText::tr("the numbers of the rows per %1 were added up").arg(text(step.column));
}

QString sentenceOf(const Select& step)
{
    return step.rule == Select::Rule::Keep ? MethodsText::tr("the columns %1 were kept").arg(names(step.columns))
                                           : MethodsText::tr("the columns %1 were dropped").arg(names(step.columns));
}

QString sentenceOf(const Summarise& step)
{
    return MethodsText::tr("rows were summarised to %1").arg(text(writeSummarise(step)));
}

QString sentenceOf(const Next& step)
{
    return MethodsText::tr("each row was given its successor's values (%1)").arg(text(writeNext(step)));
}

QString sentenceOf(const Unit&)
{
    return {};
}

QString preparationSentence(const Preparation& preparation)
{
    QStringList steps;
    for (const PreparationStep& step : preparation.steps)
        if (const QString sentence = std::visit([](const auto& each) { return sentenceOf(each); }, step);
            !sentence.isEmpty())
            steps.append(sentence);
    return steps.isEmpty() ? QString() : MethodsText::tr("In this order, %1.").arg(steps.join(QStringLiteral("; ")));
}

QString scalingPhrase(ScalingKind scaling)
{
    switch (scaling) {
    case ScalingKind::None:
        return MethodsText::tr("left unscaled");
    case ScalingKind::Standard:
        return MethodsText::tr("scaled to mean 0 and population standard deviation 1");
    case ScalingKind::Robust:
        return MethodsText::tr("scaled to median 0 and interquartile range 1");
    case ScalingKind::MinMax:
        return MethodsText::tr("scaled to the range from 0 to 1");
    case ScalingKind::Log1p:
        break;
    }
    return MethodsText::tr("transformed by log(1 + x)");
}

QString kernelPhrase(const Kernel& kernel, const GammaChoice& gamma)
{
    if (kernel.kind == KernelKind::Linear)
        return MethodsText::tr("a linear kernel");
    QString rule;
    if (gamma.rule != GammaChoice::Rule::Value)
        rule = gamma.rule == GammaChoice::Rule::Scale
                   ? MethodsText::tr(" (1 divided by the number of features times their variance)")
                   : MethodsText::tr(" (1 divided by the number of features)");
    const QString value = (rule.isEmpty() ? number(kernel.gamma) : measured(kernel.gamma)) + rule;
    switch (kernel.kind) {
    case KernelKind::Polynomial:
        return MethodsText::tr("a polynomial kernel of degree %1, γ = %2 and constant %3")
            .arg(QString::number(kernel.degree), value, number(kernel.coef0));
    case KernelKind::Sigmoid:
        return MethodsText::tr("a sigmoid kernel with γ = %1 and constant %2").arg(value, number(kernel.coef0));
    case KernelKind::Rbf:
    case KernelKind::Linear:
        break;
    }
    return MethodsText::tr("a radial basis function kernel with γ = %1").arg(value);
}

/// Collects the paragraph's sentences and what they cite.
class Paragraph {
public:
    explicit Paragraph(const Outcome& outcome) : m_outcome(outcome) {}

    [[nodiscard]] std::string text()
    {
        addRows();
        m_sentences.append(preparationSentence(m_outcome.exploration.preparation));
        for (const PaneOutcome& pane : m_outcome.panes)
            addPane(pane);
        m_sentences.removeAll(QString());
        m_sentences.removeDuplicates();
        return m_sentences.join(u' ').toStdString() + "\n\n" + bibtex(m_works);
    }

private:
    void addRows()
    {
        const QString file = QFileInfo(perimeter::text(m_outcome.exploration.source.path)).fileName();
        const QString version = perimeter::text(programVersion());
        const QString rows = m_outcome.table->rowsInFile() == 1
                                 ? MethodsText::tr("the 1 row of %1").arg(file)
                                 : MethodsText::tr("the %1 rows of %2").arg(count(m_outcome.table->rowsInFile()), file);
        m_sentences.append(
            hasClasses() ? MethodsText::tr("Outliers were detected with Perimeter %1 in %2.").arg(version, rows)
                         : MethodsText::tr("Outliers were looked for with Perimeter %1 in %2, but no detector had a "
                                           "frontier.")
                               .arg(version, rows));
        for (const Join& join : m_outcome.exploration.source.joins)
            m_sentences.append(MethodsText::tr("%1 was joined by %2.")
                                   .arg(QFileInfo(perimeter::text(join.path)).fileName(), perimeter::text(join.key)));
    }

    [[nodiscard]] bool hasClasses() const
    {
        return std::ranges::any_of(m_outcome.panes, [](const PaneOutcome& pane) {
            return std::ranges::any_of(pane.lines,
                                       [](const LineOutcome& line) { return line.fit && line.fit->classes; });
        });
    }

    void addPane(const PaneOutcome& pane)
    {
        if (!pane.points) {
            if (pane.error)
                m_sentences.append(MethodsText::tr("%1 and %2 could not be used as features: %3")
                                       .arg(perimeter::text(pane.plan.exploration.x.column),
                                            perimeter::text(pane.plan.exploration.y.column), phrase(*pane.error)));
            return;
        }
        const Projection& projection = *pane.points->projection;
        const QString sentence =
            projection.rowsRead == 1
                ? MethodsText::tr("%1 and %2 were the features, %3; of %4 row read, %5 without finite values in both "
                                  "were left out and %6 used.")
                : MethodsText::tr("%1 and %2 were the features, %3; of %4 rows read, %5 without finite values in both "
                                  "were left out and %6 used.");
        m_sentences.append(sentence.arg(perimeter::text(projection.features[0].name),
                                        perimeter::text(projection.features[1].name),
                                        scalingPhrase(pane.points->scaling.kind), count(projection.rowsRead),
                                        count(projection.rowsLeftOut), count(projection.rowsUsed)));
        for (const LineOutcome& line : pane.lines)
            addLine(line);
    }

    void addLine(const LineOutcome& line)
    {
        if (!line.fit) {
            if (line.error)
                m_sentences.append(MethodsText::tr("The detector %1 could not be fitted: %2")
                                       .arg(nameOf(line.plan.detector), phrase(*line.error)));
            return;
        }
        const DetectorSettings& settings = line.plan.exploration.settings;
        QString detector;
        switch (line.plan.detector) {
        case DetectorKind::OneClassSvm:
            detector = oneClass(*line.fit, settings.svm);
            break;
        case DetectorKind::RobustCovariance:
            detector = robust(*line.fit, settings);
            break;
        case DetectorKind::EmpiricalCovariance:
            detector = empirical(settings);
            break;
        case DetectorKind::TwoClassSvm:
            detector = twoClass(*line.fit, settings, line.plan.exploration.labels);
            break;
        }
        if (line.fit->ofCellsAlone) {
            if (detector.endsWith(u','))
                detector.chop(1);
            detector += MethodsText::tr(", learned from %1 cells of side %2 that rows were counted into,")
                            .arg(count(line.fit->binned->cells.counts.size()), measured(line.fit->binned->cells.width));
        }
        const QString answer = line.fit->classes
                                   ? MethodsText::tr("took %1 of %2 rows for outliers")
                                         .arg(count(line.fit->classes->outliers),
                                              count(line.fit->classes->outliers + line.fit->classes->inliers))
                                   : MethodsText::tr("had no frontier and took no row for an outlier");
        m_sentences.append(MethodsText::tr("%1 %2.").arg(detector, answer));
    }

    [[nodiscard]] QString oneClass(const DetectorFit& fit, const OneClassSvmOptions& options)
    {
        m_works.insert({Citation::OneClassSvm, Citation::Libsvm});
        if (options.gamma.rule == GammaChoice::Rule::Scale && options.kernel != KernelKind::Linear)
            m_works.insert(Citation::ScikitLearn);
        return MethodsText::tr("A one-class support vector machine (Schölkopf et al., 2001; in the convention of "
                               "libsvm, Chang and Lin, 2011) with %1 and ν = %2, solved %3 to a tolerance of %4%5,")
            .arg(kernelPhrase(fit.svm()->kernel, options.gamma), number(options.nu),
                 options.solver == Solver::Libsvm ? MethodsText::tr("by libsvm")
                                                  : MethodsText::tr("by Perimeter's own solver"),
                 number(options.tolerance),
                 !fit.classes ? QString()
                 : fit.svm()->tau > 0
                     ? MethodsText::tr(", whose outliers are the rows with f < −%1").arg(measured(fit.svm()->tau))
                     : MethodsText::tr(", whose outliers are the rows with f < 0"));
    }

    [[nodiscard]] QString robust(const DetectorFit& fit, const DetectorSettings& settings)
    {
        const bool isScikit = settings.convention == McdConvention::ScikitLearn;
        m_works.insert({Citation::FastMcd, isScikit ? Citation::ScikitLearn : Citation::Robustbase});
        const QString share = settings.supportFraction
                                  ? MethodsText::tr("support fraction %1").arg(number(*settings.supportFraction))
                                  : MethodsText::tr("the usual support fraction");
        return MethodsText::tr("A robust covariance, the reweighted minimum covariance determinant (Rousseeuw and Van "
                               "Driessen, 1999; in the convention of %1) with %2 (h = %3), seed %4 and contamination "
                               "%5,")
            .arg(isScikit ? MethodsText::tr("scikit-learn, Pedregosa et al., 2011")
                          : MethodsText::tr("robustbase, Maechler et al."),
                 share, count(fit.robust()->h), QString::number(settings.seed),
                 number(settings.effectiveContamination()));
    }

    [[nodiscard]] QString empirical(const DetectorSettings& settings)
    {
        m_works.insert(Citation::ScikitLearn);
        return MethodsText::tr("An empirical covariance (divided by n; as scikit-learn, Pedregosa et al., 2011) with "
                               "contamination %1")
            .arg(number(settings.effectiveContamination()));
    }

    [[nodiscard]] QString twoClass(const DetectorFit& fit, const DetectorSettings& settings, const LabelSource& labels)
    {
        m_works.insert({Citation::TwoClassSvm, Citation::Libsvm});
        const TwoClassSvm& model = *fit.twoClass();
        QStringList sources;
        if (!labels.column.empty())
            sources.append(MethodsText::tr("the column %1").arg(perimeter::text(labels.column)));
        if (!labels.byHand.isEmpty())
            sources.append(
                MethodsText::tr("%n labels given by hand", nullptr, static_cast<int>(labels.byHand.entries().size())));
        return MethodsText::tr("A two-class support vector machine (Cortes and Vapnik, 1995; by libsvm, Chang and Lin, "
                               "2011) with %1, C = %2 and class weights %3 for outliers and %4 for inliers, to a "
                               "tolerance of %5, told by %6,")
            .arg(kernelPhrase(model.function.kernel, settings.svm.gamma), number(model.cost),
                 measured(model.weights.outlier), measured(model.weights.inlier),
                 number(settings.twoClassOptions().tolerance), sources.join(MethodsText::tr(" and ")));
    }

    const Outcome& m_outcome;
    QStringList m_sentences;
    std::set<Citation> m_works = {Citation::Perimeter};
};

} // namespace

std::string methodsText(const Outcome& outcome)
{
    return Paragraph(outcome).text();
}

} // namespace perimeter
