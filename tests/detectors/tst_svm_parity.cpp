// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/golden_table.h"
#include "detectors/rows/scaling.h"
#include "detectors/svm/one_class_svm.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>

using namespace perimeter;

/// Numbers of scikit-learn 1.2.1, see golden/generate_sklearn.py.
class TestSvmParity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsScikitLearn_data();
    void equalsScikitLearn();

private:
    std::map<std::string, RowMatrix> m_points;
    std::map<std::string, std::vector<std::pair<Eigen::Index, double>>> m_decisions;
};

namespace {

KernelKind kernelNamed(const std::string& name)
{
    static const std::map<std::string, KernelKind> names = {{"rbf", KernelKind::Rbf},
                                                            {"linear", KernelKind::Linear},
                                                            {"poly", KernelKind::Polynomial},
                                                            {"sigmoid", KernelKind::Sigmoid}};
    return names.at(name);
}

struct Dual {
    double objective = 0;
    double violation = 0; ///< max G(α > 0) − min G(α < 1), the KKT residual
};

/// From the model alone: the α of a training row is that of the support vector equal to it, in training order.
Dual dualOf(const OneClassSvm& model, const RowMatrix& points)
{
    Dual dual;
    double largest = -1e300;
    double smallest = 1e300;
    Eigen::Index next = 0;
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        double gradient = 0;
        for (Eigen::Index i = 0; i < model.alpha.size(); ++i)
            gradient += model.alpha[i] * model.kernel(model.supportVectors.row(i), points.row(row));
        double alpha = 0;
        if (next < model.alpha.size() && model.supportVectors.row(next) == points.row(row))
            alpha = model.alpha[next++];
        dual.objective += alpha * gradient / 2;
        largest = alpha > 0 ? std::max(largest, gradient) : largest;
        smallest = alpha < 1 ? std::min(smallest, gradient) : smallest;
    }
    dual.violation = largest - smallest;
    return dual;
}

} // namespace

void TestSvmParity::equalsScikitLearn_data()
{
    QTest::addColumn<QStringList>("line");
    QTest::addColumn<bool>("fast");
    for (const std::vector<std::string>& fit : testing::golden("sklearn_svm.csv")) {
        QStringList line;
        for (const std::string& field : fit)
            line.append(QString::fromStdString(field));
        for (const bool fast : {true, false})
            QTest::addRow("%s %s %s %s", fit[0].c_str(), fit[2].c_str(), fit[5].c_str(), fast ? "fast" : "libsvm")
                << line << fast;
        if (!m_points.contains(fit[0]))
            m_points[fit[0]] = testing::sample(fit[0]);
    }
    for (const std::vector<std::string>& value : testing::golden("sklearn_svm_values.csv"))
        m_decisions[value[0] + value[1] + value[2]].emplace_back(std::stol(value[3]), testing::number(value[4]));
}

void TestSvmParity::equalsScikitLearn()
{
    QFETCH(QStringList, line);
    QFETCH(bool, fast);
    const auto field = [&](int i) { return line[i].toStdString(); };
    const RowMatrix& raw = m_points[field(0)];
    const ScalingKind kind = field(1) == "standard" ? ScalingKind::Standard : ScalingKind::None;
    const RowMatrix points = testing::ordered(fitScaling(kind, raw)->toScaled(raw));
    const OneClassSvmOptions options{.nu = testing::number(field(5)),
                                     .kernel = kernelNamed(field(2)),
                                     .tolerance = 1e-8,
                                     .solver = fast ? Solver::Fast : Solver::Libsvm};
    NoProgress progress;
    const Expected<OneClassSvm> model = fitOneClassSvm(points, options, progress);
    QVERIFY(model.has_value());
    QVERIFY(model->frontier);

    const double gamma = testing::number(field(3));
    QVERIFY(std::abs(model->kernel.gamma - gamma) <= 1e-12 * gamma);
    const double eps = testing::number(field(4));
    QVERIFY(std::abs(solverTolerance(points, model->kernel, options.nu, 1e-8) - eps) <= 1e-9 * eps);
    if (field(2) == "sigmoid") {
        const Dual dual = dualOf(*model, points);
        const double objective = testing::number(field(8));
        qInfo("objective %.12g, scikit-learn %.12g; residual %.3g, scikit-learn %.3g", dual.objective, objective,
              dual.violation, testing::number(field(9)));
        QVERIFY(std::abs(dual.objective - objective) <= 1e-6 * std::abs(objective));
        QVERIFY(dual.violation <= std::max(1e-8, testing::number(field(9))) + 1e-6 * std::abs(model->rho));
        return;
    }
    const double rho = testing::number(field(6));
    double worst = 0;
    for (const auto& [row, expected] : m_decisions[field(0) + field(2) + field(5)]) {
        // Far out on heavy tails a polynomial reaches 4e7·ρ: there 1e-6·ρ is finer than γ and α agree (5e-13).
        const double rounding = 1e-12 * std::abs(expected);
        worst = std::max(worst, std::abs(model->decision(points.row(row)) - expected) - rounding);
    }
    qInfo("rho %.10g off by %.2g of it, decision values by %.2g; tau %.2g; %ld iterations", rho,
          std::abs(model->rho - rho) / rho, worst / rho, model->tau / rho, model->iterations);
    QVERIFY(std::abs(model->rho - rho) <= 1e-6 * rho);
    QVERIFY(worst <= 1e-6 * rho);
    QVERIFY(std::abs(static_cast<double>(model->alpha.size()) - testing::number(field(7))) <= 2);
}

PERIMETER_TEST(TestSvmParity, Core)
#include "tst_svm_parity.moc"
