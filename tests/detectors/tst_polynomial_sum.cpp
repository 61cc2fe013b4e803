// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/kernels/kernel_expansion.h"
#include "detectors/kernels/polynomial_sum.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace perimeter;

/// A sum of polynomial kernels is the polynomial that its terms add up to.
class TestPolynomialSum : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsItsTerms_data();
    void equalsItsTerms();
    void isLeftToTheTermsWhereThatIsBetter();
    void expansionsOfManyCentresEqualThoseOfFew();
};

namespace {

RowMatrix randomPoints(Eigen::Index rows, Eigen::Index columns, double scale, unsigned seed)
{
    std::mt19937_64 engine(seed);
    RowMatrix points(rows, columns);
    for (double& value : points.reshaped())
        value = scale * (static_cast<double>(engine() >> 11) / 4503599627370496.0 - 0.8);
    return points;
}

struct Terms {
    long double sum = 0, size = 0;
};

/// Term by term, and Σ |αᵢ| (γ (|xᵢ₁ x₁| + |xᵢ₂ x₂|) + c₀)^d.
Terms termsAt(const Kernel& kernel, const RowMatrix& centres, const Eigen::VectorXd& alpha, const Eigen::RowVector2d& x)
{
    Terms terms;
    for (Eigen::Index i = 0; i < centres.rows(); ++i) {
        const long double first = static_cast<long double>(centres(i, 0)) * x[0];
        const long double second = static_cast<long double>(centres(i, 1)) * x[1];
        terms.sum += alpha[i] * std::pow(kernel.gamma * (first + second) + kernel.coef0, kernel.degree);
        terms.size += std::abs(alpha[i]) *
                      std::pow(kernel.gamma * (std::abs(first) + std::abs(second)) + kernel.coef0, kernel.degree);
    }
    return terms;
}

std::span<const double> spanOf(const Eigen::VectorXd& values)
{
    return {values.data(), static_cast<std::size_t>(values.size())};
}

} // namespace

void TestPolynomialSum::equalsItsTerms_data()
{
    QTest::addColumn<int>("degree");
    QTest::addColumn<double>("gamma");
    QTest::addColumn<double>("coef0");
    QTest::addColumn<double>("scale");
    QTest::newRow("straight") << 1 << 2.0 << 0.0 << 1.0;
    QTest::newRow("square with a constant") << 2 << 0.5 << 1.0 << 3.0;
    QTest::newRow("cube") << 3 << 1.0 << 0.0 << 1.0;
    QTest::newRow("cube of bytes") << 3 << 1e-12 << 0.25 << 1e6;
    QTest::newRow("fifth with a large constant") << 5 << 0.1 << 40.0 << 2.0;
    QTest::newRow("tenth") << 10 << 0.3 << 0.7 << 1.5;
    QTest::newRow("tenth of very large values") << 10 << 1e-66 << 0.0 << 1e33;
    QTest::newRow("tenth of very small values") << 10 << 1e64 << 0.0 << 1e-32;
}

void TestPolynomialSum::equalsItsTerms()
{
    QFETCH(const int, degree);
    QFETCH(const double, gamma);
    QFETCH(const double, coef0);
    QFETCH(const double, scale);
    const Kernel kernel{.kind = KernelKind::Polynomial, .gamma = gamma, .degree = degree, .coef0 = coef0};
    const RowMatrix centres = randomPoints(300, 2, scale, 1);
    const Eigen::VectorXd alpha = randomPoints(300, 1, 2, 2);
    const std::optional<PolynomialSum> sum = PolynomialSum::over(kernel, VectorPoints(centres), spanOf(alpha));
    QVERIFY(sum);
    const RowMatrix points = randomPoints(37, 2, 1.2 * scale, 3);
    const VectorPoints places(points);
    std::vector<double> values(places.padded(), 1);
    sum->addTo(places, values.data());
    for (Eigen::Index t = 0; t < points.rows(); ++t) {
        const Terms terms = termsAt(kernel, centres, alpha, points.row(t));
        const auto room = static_cast<double>(1e-13L * (terms.size + 1));
        QVERIFY(std::abs(values[static_cast<std::size_t>(t)] - static_cast<double>(terms.sum + 1)) <= room);
        QVERIFY(std::abs(sum->at(points(t, 0), points(t, 1)) - static_cast<double>(terms.sum)) <= room);
    }
}

void TestPolynomialSum::isLeftToTheTermsWhereThatIsBetter()
{
    const RowMatrix centres = randomPoints(100, 2, 1, 1);
    const Eigen::VectorXd alpha = Eigen::VectorXd::Ones(100);
    const Kernel kernel{.kind = KernelKind::Polynomial, .gamma = 1, .degree = 3, .coef0 = 1};
    const auto isSummed = [&](const Kernel& of, const RowMatrix& points) {
        return PolynomialSum::over(of, VectorPoints(points),
                                   spanOf(alpha).first(static_cast<std::size_t>(points.rows())))
            .has_value();
    };
    QVERIFY(isSummed(kernel, centres));
    QVERIFY(!isSummed(kernel, centres.topRows(10)));
    QVERIFY(isSummed(kernel, centres.topRows(11)));
    QVERIFY(!isSummed(kernel, randomPoints(100, 3, 1, 1)));
    for (const KernelKind kind : {KernelKind::Rbf, KernelKind::Linear, KernelKind::Sigmoid}) {
        Kernel other = kernel;
        other.kind = kind;
        QVERIFY(!isSummed(other, centres));
    }
    Kernel negative = kernel;
    negative.coef0 = -0.5;
    QVERIFY(!isSummed(negative, centres));
    Kernel high = kernel;
    high.degree = 11;
    QVERIFY(!isSummed(high, centres));
}

/// The same value for a point alone, among others, and from a few centres that stand for many.
void TestPolynomialSum::expansionsOfManyCentresEqualThoseOfFew()
{
    const Kernel kernel{.kind = KernelKind::Polynomial, .gamma = 0.7, .degree = 3, .coef0 = 0.3};
    const RowMatrix centres = randomPoints(2000, 2, 1, 4);
    const Eigen::VectorXd alpha = Eigen::VectorXd::LinSpaced(2000, 0.1, 1);
    const KernelExpansion whole(kernel, centres, alpha);
    QVERIFY(whole.polynomial());
    const RowMatrix points = randomPoints(50, 2, 1, 5);
    NoProgress progress;
    const Expected<Eigen::VectorXd> values = whole.at(points, progress);
    QVERIFY(values);
    Eigen::VectorXd sums = Eigen::VectorXd::Zero(points.rows());
    for (Eigen::Index first = 0; first < centres.rows(); first += 8) {
        const KernelExpansion part(kernel, centres.middleRows(first, 8), alpha.segment(first, 8));
        QVERIFY(!part.polynomial());
        sums += *part.at(points, progress);
    }
    for (Eigen::Index t = 0; t < points.rows(); ++t) {
        QCOMPARE(whole(points.row(t)), (*values)[t]);
        const Terms terms = termsAt(kernel, centres, alpha, points.row(t));
        QVERIFY(std::abs((*values)[t] - sums[t]) <= static_cast<double>(1e-12L * terms.size));
    }
}

PERIMETER_TEST(TestPolynomialSum, Core)
#include "tst_polynomial_sum.moc"
