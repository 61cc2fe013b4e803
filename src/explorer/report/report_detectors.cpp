// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/report/report_parts.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace perimeter {

namespace {

/// A parameter's name and what it is for each line, empty where it has none.
class Parameters {
public:
    explicit Parameters(std::size_t lines) : m_lines(lines) {}

    void begin(std::size_t line) { m_line = line; }
    void add(const QString& name, const QString& value)
    {
        auto row = std::ranges::find(m_rows, name.toStdString(), [](const auto& cells) { return cells.front(); });
        if (row == m_rows.end()) {
            m_rows.emplace_back(m_lines + 1, "–").front() = name.toStdString();
            row = m_rows.end() - 1;
        }
        (*row)[m_line + 1] = value.toStdString();
    }
    void add(const QString& name, double value) { add(name, text(shownNumber(value))); }

    [[nodiscard]] const std::vector<std::vector<std::string>>& rows() const { return m_rows; }

private:
    std::size_t m_lines;
    std::size_t m_line = 0;
    std::vector<std::vector<std::string>> m_rows;
};

void addKernel(Parameters& parameters, const Kernel& kernel, const GammaChoice& gamma)
{
    parameters.add(ReportText::tr("kernel"), nameOf(kernel.kind));
    if (kernel.kind == KernelKind::Linear)
        return;
    const QString value = text(shownNumber(kernel.gamma));
    parameters.add(ReportText::tr("γ"), gamma.rule == GammaChoice::Rule::Scale ? ReportText::tr("%1 (scale)").arg(value)
                                        : gamma.rule == GammaChoice::Rule::Auto ? ReportText::tr("%1 (auto)").arg(value)
                                                                                : value);
    if (kernel.kind == KernelKind::Polynomial)
        parameters.add(ReportText::tr("degree"), kernel.degree);
    if (kernel.kind == KernelKind::Polynomial || kernel.kind == KernelKind::Sigmoid)
        parameters.add(ReportText::tr("constant of the kernel"), kernel.coef0);
}

void addSvm(Parameters& parameters, const DetectorFit& fit, const DetectorSettings& settings)
{
    if (const TwoClassSvm* const twoClass = fit.twoClass()) {
        parameters.add(ReportText::tr("C"), twoClass->cost);
        parameters.add(ReportText::tr("class weights, outliers : inliers"),
                       ReportText::tr("%1 : %2").arg(text(shownNumber(twoClass->weights.outlier)),
                                                     text(shownNumber(twoClass->weights.inlier))));
    } else {
        parameters.add(ReportText::tr("ν"), settings.svm.nu);
    }
    addKernel(parameters, fit.svm()->kernel, settings.svm.gamma);
    parameters.add(ReportText::tr("tolerance"),
                   fit.twoClass() ? settings.twoClassOptions().tolerance : settings.svm.tolerance);
    parameters.add(ReportText::tr("solver"), fit.twoClass() || settings.svm.solver == Solver::Libsvm
                                                 ? ReportText::tr("libsvm")
                                                 : ReportText::tr("fast"));
}

void addCovariance(Parameters& parameters, const DetectorFit& fit, const DetectorSettings& settings)
{
    parameters.add(ReportText::tr("contamination"), settings.effectiveContamination());
    if (!fit.robust())
        return;
    parameters.add(ReportText::tr("convention"), settings.convention == McdConvention::ScikitLearn
                                                     ? ReportText::tr("scikit-learn")
                                                     : ReportText::tr("robustbase"));
    parameters.add(ReportText::tr("support fraction"), settings.supportFraction
                                                           ? text(shownNumber(*settings.supportFraction))
                                                           : ReportText::tr("the convention's"));
    parameters.add(ReportText::tr("seed"), QString::number(settings.seed));
}

ReportTableBlock parametersTable(const std::vector<ReportLine>& lines)
{
    Parameters parameters(lines.size());
    TableText table;
    table.header.push_back(ReportText::tr("Parameter").toStdString());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const DetectorFit& fit = *lines[i].line->fit;
        const Exploration& exploration = lines[i].line->plan.exploration;
        table.header.push_back(lines[i].name.toStdString());
        parameters.begin(i);
        parameters.add(ReportText::tr("scaling"), nameOf(exploration.scaling));
        if (fit.svm())
            addSvm(parameters, fit, exploration.settings);
        else
            addCovariance(parameters, fit, exploration.settings);
        parameters.add(ReportText::tr("learned from"),
                       fit.ofCellsAlone
                           ? ReportText::tr("%1 cells")
                                 .arg(text(shownCount(static_cast<std::int64_t>(fit.binned->cells.counts.size()))))
                           : ReportText::tr("every row"));
        if (fit.classes && fit.classes->mayDiffer > 0)
            parameters.add(ReportText::tr("rows whose class may differ"), text(shownCount(fit.classes->mayDiffer)));
    }
    table.rows = parameters.rows();
    return {ReportText::tr("Parameters of the detectors."), std::move(table)};
}

/// What each line comes to, in the order of countNames().
std::vector<std::string> countsOf(const ReportLine& line)
{
    const DetectorFit& fit = *line.line->fit;
    if (!fit.classes)
        return std::vector<std::string>(9, "–");
    const std::int64_t rows = fit.classes->outliers + fit.classes->inliers;
    const OneClassSvm* const svm = fit.svm();
    return {shownCount(fit.classes->outliers),
            shownShare(fit.classes->outliers, rows),
            shownCount(fit.classes->inliers),
            svm ? shownCount(svm->supportRows) : "–",
            svm ? shownCount(svm->bounded) : "–",
            svm ? shownNumber(svm->rho) : "–",
            svm ? shownNumber(svm->tau) : "–",
            fit.robust() ? shownCount(fit.robust()->h) : "–",
            svm ? "–" : shownNumber(fit.covariance()->threshold)};
}

QStringList countNames()
{
    return {ReportText::tr("outliers"),
            ReportText::tr("their share of the rows"),
            ReportText::tr("inliers"),
            ReportText::tr("support vectors"),
            ReportText::tr("support vectors at their bound"),
            ReportText::tr("ρ"),
            ReportText::tr("τ"),
            ReportText::tr("h"),
            ReportText::tr("threshold of d²")};
}

ReportTableBlock countsTable(const std::vector<ReportLine>& lines)
{
    TableText table;
    table.header.push_back(ReportText::tr("Result").toStdString());
    for (const QString& name : countNames())
        table.rows.push_back({name.toStdString()});
    for (const ReportLine& line : lines) {
        table.header.push_back(line.name.toStdString());
        const std::vector<std::string> counts = countsOf(line);
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            table.rows[row].push_back(counts[row]);
    }
    return {ReportText::tr("What the detectors learned. An SVM takes rows with f < −τ for outliers, a covariance those "
                           "whose squared Mahalanobis distance d² is above the threshold."),
            std::move(table)};
}

void addEstimate(TableText& table, const QString& name, const Eigen::VectorXd& location,
                 const Eigen::MatrixXd& covariance)
{
    // The mean of what was scaled to mean 0 is not told to the last bit of its rounding.
    const auto place = [&](Eigen::Index axis) {
        return shownNumber(std::abs(location[axis]) < 1e-12 ? 0 : location[axis]);
    };
    table.rows.push_back({name.toStdString(), place(0), place(1), shownNumber(covariance(0, 0)),
                          shownNumber(covariance(0, 1)), shownNumber(covariance(1, 1))});
}

std::optional<ReportTableBlock> covarianceTable(const std::vector<ReportLine>& lines)
{
    TableText table;
    for (const QString& name :
         {ReportText::tr("Covariance"), ReportText::tr("location, x"), ReportText::tr("location, y"),
          ReportText::tr("variance of x"), ReportText::tr("covariance"), ReportText::tr("variance of y")})
        table.header.push_back(name.toStdString());
    for (const ReportLine& each : lines) {
        const DetectorFit& fit = *each.line->fit;
        const CovarianceModel* const model = fit.covariance();
        if (!model || !fit.classes)
            continue;
        addEstimate(table, each.name, model->location, model->covariance);
        if (const RobustCovariance* const robust = fit.robust())
            addEstimate(table, ReportText::tr("%1, before reweighting").arg(each.name), robust->rawLocation,
                        robust->rawCovariance);
    }
    if (table.rows.empty())
        return std::nullopt;
    return ReportTableBlock{ReportText::tr("Locations and covariances, in the scaled space the detectors learn in."),
                            std::move(table)};
}

} // namespace

std::vector<ReportBlock> detectorBlocks(const std::vector<ReportLine>& lines)
{
    std::vector<ReportBlock> blocks = {ReportHeading{ReportText::tr("Detectors")}, parametersTable(lines),
                                       countsTable(lines)};
    if (std::optional<ReportTableBlock> covariances = covarianceTable(lines))
        blocks.emplace_back(*std::move(covariances));
    return blocks;
}

} // namespace perimeter
