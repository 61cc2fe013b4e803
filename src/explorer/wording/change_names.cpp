// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/change_names.h"

#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <iterator>

namespace perimeter {

namespace {

struct ChangeText {
    Q_DECLARE_TR_FUNCTIONS(ChangeText)
};

QString shown(double value)
{
    return QLocale().toString(value, 'g', 4);
}

QString shown(const std::optional<double>& value)
{
    return value ? shown(*value) : ChangeText::tr("default");
}

QString shown(const std::string& column)
{
    return column.empty() ? ChangeText::tr("default") : text(column);
}

QString shown(const GammaChoice& gamma)
{
    if (gamma.rule == GammaChoice::Rule::Value)
        return shown(gamma.value);
    return gamma.rule == GammaChoice::Rule::Scale ? QStringLiteral("scale") : QStringLiteral("auto");
}

QString shown(Solver solver)
{
    return solver == Solver::Fast ? ChangeText::tr("fast") : QStringLiteral("libsvm");
}

QString shown(McdConvention convention)
{
    return convention == McdConvention::ScikitLearn ? QStringLiteral("scikit-learn") : QStringLiteral("robustbase");
}

template <typename Kind>
QString shown(Kind kind)
{
    return nameOf(kind);
}

/// Collects what differs between two explorations, in words.
class Changes {
public:
    /// One value in place of another.
    template <typename Value>
    void add(const QString& name, const Value& before, const Value& after)
    {
        if (!(before == after))
            m_names.append(ChangeText::tr("%1 %2 → %3").arg(name, shown(before), shown(after)));
    }

    /// A change that needs no values to be understood.
    void addIf(bool differs, const QString& name)
    {
        if (differs)
            m_names.append(name);
    }

    /// Few changes one by one; many are told as many.
    [[nodiscard]] QString text() const
    {
        constexpr qsizetype few = 2;
        return m_names.size() <= few ? m_names.join(ChangeText::tr(", ", "between two changes"))
                                     : ChangeText::tr("%n settings", nullptr, static_cast<int>(m_names.size()));
    }

private:
    QStringList m_names;
};

QString nameOfStepsChange(const Preparation& before, const Preparation& after)
{
    if (after.steps.size() > before.steps.size())
        return ChangeText::tr("step added");
    if (after.steps.size() < before.steps.size())
        return ChangeText::tr("step removed");
    std::size_t changed = 0;
    for (std::size_t i = 0; i < before.steps.size(); ++i)
        changed += before.steps[i] == after.steps[i] ? 0 : 1;
    return changed == 1
               ? ChangeText::tr("step %1 changed")
                     .arg(QLocale().toString(
                         1 + std::distance(before.steps.begin(), std::ranges::mismatch(before.steps, after.steps).in1)))
               : ChangeText::tr("steps reordered");
}

void addSettings(Changes& changes, const DetectorSettings& before, const DetectorSettings& after)
{
    changes.add(ChangeText::tr("ν"), before.svm.nu, after.svm.nu);
    changes.add(ChangeText::tr("kernel"), before.svm.kernel, after.svm.kernel);
    changes.add(ChangeText::tr("γ"), before.svm.gamma, after.svm.gamma);
    changes.add(ChangeText::tr("degree"), double(before.svm.degree), double(after.svm.degree));
    changes.add(ChangeText::tr("coef0"), before.svm.coef0, after.svm.coef0);
    changes.add(ChangeText::tr("tolerance"), before.svm.tolerance, after.svm.tolerance);
    changes.add(ChangeText::tr("solver"), before.svm.solver, after.svm.solver);
    changes.add(ChangeText::tr("contamination"), before.contamination, after.contamination);
    changes.add(ChangeText::tr("support fraction"), before.supportFraction, after.supportFraction);
    changes.add(ChangeText::tr("convention"), before.convention, after.convention);
    changes.addIf(before.seed != after.seed, ChangeText::tr("seed"));
    changes.add(ChangeText::tr("kernel of the two-class SVM"), before.twoClass.kernel, after.twoClass.kernel);
    changes.add(ChangeText::tr("cost"), before.twoClass.cost, after.twoClass.cost);
    changes.addIf(before.twoClass.weights != after.twoClass.weights, ChangeText::tr("class weights"));
}

} // namespace

QString nameOfChange(const Exploration& before, const Exploration& after)
{
    Changes changes;
    if (before.source.path != after.source.path)
        return ChangeText::tr("open %1").arg(QFileInfo(text(after.source.path)).fileName());
    changes.addIf(before.source != after.source, ChangeText::tr("how the file is read"));
    if (before.preparation != after.preparation)
        changes.addIf(true, nameOfStepsChange(before.preparation, after.preparation));
    changes.add(ChangeText::tr("x"), before.x.column, after.x.column);
    changes.add(ChangeText::tr("y"), before.y.column, after.y.column);
    changes.add(ChangeText::tr("x axis"), before.x.scale, after.x.scale);
    changes.add(ChangeText::tr("y axis"), before.y.scale, after.y.scale);
    changes.add(ChangeText::tr("scaling"), before.scaling, after.scaling);
    changes.addIf(before.binning != after.binning, ChangeText::tr("cells"));
    changes.addIf(before.detectors != after.detectors, ChangeText::tr("detectors"));
    addSettings(changes, before.settings, after.settings);
    changes.addIf(before.labels != after.labels, ChangeText::tr("labels"));
    changes.addIf(before.panes != after.panes, ChangeText::tr("panes"));
    changes.addIf(before.lines != after.lines, ChangeText::tr("lines"));
    changes.addIf(before.view != after.view, ChangeText::tr("view"));
    return changes.text();
}

} // namespace perimeter
