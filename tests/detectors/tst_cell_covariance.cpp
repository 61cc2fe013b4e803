// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/covariance/robust_covariance.h"
#include "detectors/detector_checks.h"
#include "detectors/golden_table.h"
#include "detectors/rows/scaling.h"
#include "support/test_registry.h"

#include <Eigen/LU>

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <utility>

using namespace perimeter;
using namespace perimeter::testing;

class TestCellCovariance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void percentileCounts();
    void singleRowsAreRows_data();
    void singleRowsAreRows();
    void countsAreRepeatedRows_data();
    void countsAreRepeatedRows();
    void scatterMakesMomentsExact();
    void lastCellIsSplit();
    void finerCellsComeNearer();
    void unitsDoNotMatter_data();
    void unitsDoNotMatter();
    void exactFitOfALine_data();
    void exactFitOfALine();
    void oneCellOfMostRows_data();
    void oneCellOfMostRows();
    void outliersStayWithinContamination();
    void badInput();
    void millionRows();
};

namespace {

constexpr McdConvention BothConventions[] = {McdConvention::ScikitLearn, McdConvention::Robustbase};

/// Skewed and rounded, as byte counts: many equal rows.
RowMatrix skewedRows(Eigen::Index rows, std::uint64_t seed)
{
    std::mt19937_64 generator(seed);
    RowMatrix points(rows, 2);
    for (Eigen::Index row = 0; row < rows; ++row) {
        const double normal = std::sqrt(-2 * std::log(1 - uniform(generator))) * std::cos(6.28 * uniform(generator));
        points(row, 0) = std::round(10 * std::exp(normal));
        points(row, 1) = std::round(points(row, 0) * std::exp(0.6 * uniform(generator)));
    }
    return testing::ordered(points);
}

RowMatrix sessions()
{
    const RowMatrix points = testing::sample("dns");
    return testing::ordered(fitScaling(ScalingKind::Standard, points)->toScaled(points));
}

Cells singleRows(const RowMatrix& points)
{
    return {.width = 0,
            .means = points,
            .counts = Eigen::VectorXd::Ones(points.rows()),
            .scatter = decltype(Cells::scatter)::Zero(points.rows(), 3)};
}

Cells countedInto(const RowMatrix& points, double width)
{
    std::map<std::pair<double, double>, std::vector<Eigen::Index>> grid;
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        grid[{std::floor(points(row, 0) / width), std::floor(points(row, 1) / width)}].push_back(row);
    const Eigen::Index size = static_cast<Eigen::Index>(grid.size());
    Cells cells{.width = width, .means = RowMatrix(size, 2), .counts = Eigen::VectorXd(size), .scatter = {}};
    cells.scatter.setZero(size, 3);
    Eigen::Index cell = 0;
    for (const auto& [place, rows] : grid) {
        cells.counts[cell] = static_cast<double>(rows.size());
        cells.means.row(cell).setZero();
        for (const Eigen::Index row : rows)
            cells.means.row(cell) += points.row(row) / cells.counts[cell];
        for (const Eigen::Index row : rows) {
            const double u = points(row, 0) - cells.means(cell, 0);
            const double v = points(row, 1) - cells.means(cell, 1);
            cells.scatter.row(cell) += Eigen::RowVector3d(u * u, u * v, v * v);
        }
        ++cell;
    }
    return cells;
}

/// Equal rows, which are neighbours, as one cell each.
Cells equalRowsTogether(const RowMatrix& points)
{
    std::vector<Eigen::Index> firsts;
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        if (row == 0 || points.row(row) != points.row(row - 1))
            firsts.push_back(row);
    RowMatrix means(static_cast<Eigen::Index>(firsts.size()), 2);
    Cells cells = singleRows(means);
    firsts.push_back(points.rows());
    for (std::size_t i = 0; i + 1 < firsts.size(); ++i) {
        cells.means.row(static_cast<Eigen::Index>(i)) = points.row(firsts[i]);
        cells.counts[static_cast<Eigen::Index>(i)] = static_cast<double>(firsts[i + 1] - firsts[i]);
    }
    return cells;
}

template <typename Input>
RobustCovariance robust(const Input& input, const RobustOptions& options = {})
{
    NoProgress progress;
    Expected<RobustCovariance> fit = fitRobustCovariance(input, options, progress);
    if (!fit)
        qFatal("no fit");
    return std::move(*fit);
}

/// Largest difference of two covariances relative to their size.
double difference(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b)
{
    return (a - b).cwiseAbs().maxCoeff() / b.cwiseAbs().maxCoeff();
}

} // namespace

void TestCellCovariance::percentileCounts()
{
    std::mt19937_64 generator(17);
    for (int round = 0; round < 300; ++round) {
        const Eigen::Index size = 1 + static_cast<Eigen::Index>(generator() % 20);
        Eigen::VectorXd values(size);
        Eigen::VectorXd counts(size);
        std::vector<double> repeated;
        for (Eigen::Index i = 0; i < size; ++i) {
            values[i] = std::round(10 * uniform(generator)) / 7;
            counts[i] = static_cast<double>(1 + generator() % 4);
            repeated.insert(repeated.end(), static_cast<std::size_t>(counts[i]), values[i]);
        }
        const Eigen::VectorXd all = Eigen::Map<Eigen::VectorXd>(repeated.data(), std::ssize(repeated));
        for (const double share : {0.0, 0.03, 0.25, 0.5, 0.77, 0.95, 1.0, uniform(generator)})
            QCOMPARE(percentile(values, counts, share), percentile(all, share));
        QCOMPARE(percentile(values, Eigen::VectorXd::Ones(size), 0.4), percentile(values, 0.4));
    }
    QVERIFY(std::isnan(percentile(Eigen::VectorXd(), Eigen::VectorXd(), 0.5)));
}

void TestCellCovariance::singleRowsAreRows_data()
{
    QTest::addColumn<QString>("data");
    for (const char* data : {"dns", "wine_4_12", "starsCYG", "ties"})
        QTest::addRow("%s", data) << QString::fromLatin1(data);
}

void TestCellCovariance::singleRowsAreRows()
{
    QFETCH(QString, data);
    const RowMatrix points = data == QLatin1String("dns")    ? sessions()
                             : data == QLatin1String("ties") ? skewedRows(3000, 3)
                                                             : testing::ordered(testing::sample(data.toStdString()));
    const Cells cells = singleRows(points);
    const Expected<CovarianceModel> rowModel = fitEmpiricalCovariance(points, {.contamination = 0.07});
    const Expected<CovarianceModel> cellModel = fitEmpiricalCovariance(cells, {.contamination = 0.07});
    QVERIFY(rowModel.has_value() && cellModel.has_value());
    QVERIFY(cellModel->location == rowModel->location && cellModel->covariance == rowModel->covariance);
    QCOMPARE(cellModel->threshold, rowModel->threshold);

    for (const McdConvention convention : BothConventions) {
        const RobustOptions options{.contamination = 0.07, .convention = convention, .seed = 5};
        const RobustCovariance ofRows = robust(points, options);
        const RobustCovariance ofCells = robust(cells, options);
        QVERIFY(ofCells.support == ofRows.support);
        QVERIFY(ofCells.rawCovariance == ofRows.rawCovariance);
        QVERIFY(ofCells.model.covariance == ofRows.model.covariance);
        QCOMPARE(ofCells.logDeterminant, ofRows.logDeterminant);
        QCOMPARE(ofCells.model.threshold, ofRows.model.threshold);
    }
}

void TestCellCovariance::countsAreRepeatedRows_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<double>("fraction");
    for (const int rows : {50, 400, 1000, 1600, 6000})
        for (const double fraction : {0.0, 0.6, 0.75, 1.0})
            QTest::addRow("%d rows, support fraction %g", rows, fraction) << rows << fraction;
}

void TestCellCovariance::countsAreRepeatedRows()
{
    QFETCH(int, rows);
    QFETCH(double, fraction);
    const RowMatrix points = skewedRows(rows, static_cast<std::uint64_t>(rows));
    const Cells cells = equalRowsTogether(points);
    QVERIFY(cells.means.rows() < points.rows());
    for (const McdConvention convention : BothConventions) {
        RobustOptions options{.convention = convention};
        if (fraction > 0)
            options.supportFraction = fraction;
        const RobustCovariance ofRows = robust(points, options);
        const RobustCovariance ofCells = robust(cells, options);
        QCOMPARE(ofCells.h, ofRows.h);
        QVERIFY(!ofRows.exactFit && !ofCells.exactFit);
        QVERIFY(near(ofCells.logDeterminant, ofRows.logDeterminant, 1e-9));
        QVERIFY(difference(ofCells.rawCovariance, ofRows.rawCovariance) <= 1e-9);
        QVERIFY(difference(ofCells.model.covariance, ofRows.model.covariance) <= 1e-9);
        QVERIFY(near(ofCells.model.threshold, ofRows.model.threshold, 1e-9));
    }
    const Expected<CovarianceModel> ofRows = fitEmpiricalCovariance(points, {});
    const Expected<CovarianceModel> ofCells = fitEmpiricalCovariance(cells, {});
    QVERIFY(ofRows.has_value() && ofCells.has_value());
    QVERIFY(difference(ofCells->covariance, ofRows->covariance) <= 1e-12);
    QVERIFY(near(ofCells->threshold, ofRows->threshold, 1e-12));
}

void TestCellCovariance::scatterMakesMomentsExact()
{
    const RowMatrix points = sessions();
    const Expected<CovarianceModel> ofRows = fitEmpiricalCovariance(points, {});
    QVERIFY(ofRows.has_value());
    for (const double width : {0.01, 0.3, 5.0}) {
        const Expected<CovarianceModel> ofCells = fitEmpiricalCovariance(countedInto(points, width), {});
        QVERIFY(ofCells.has_value());
        QVERIFY((ofCells->location - ofRows->location).cwiseAbs().maxCoeff() <= 1e-12);
        QVERIFY(difference(ofCells->covariance, ofRows->covariance) <= 1e-12);
        // With a support fraction of 1 the raw covariance is that of all rows as well.
        const RobustCovariance all = robust(countedInto(points, width), {.supportFraction = 1});
        QVERIFY(difference(all.rawCovariance, ofRows->covariance) <= 1e-12);
    }
}

/// Four cells around a fifth: h leaves room for a part of the last one only, whichever that is.
void TestCellCovariance::lastCellIsSplit()
{
    Cells cells = singleRows((RowMatrix(5, 2) << 0, 0, 1, 0.1, -1, 0.2, 0.1, 1, 30, 40).finished());
    cells.counts << 40, 20, 20, 20, 7;
    const RobustCovariance fit = robust(cells);
    QCOMPARE(fit.h, Eigen::Index(55)); // ⌈(107 + 3) / 2⌉
    QVERIFY(fit.exactFit);             // two places with more rows than that are on a line
    QCOMPARE(fit.support.size(), std::size_t(2));

    const RobustCovariance larger = robust(cells, {.supportFraction = 0.8});
    QCOMPARE(larger.h, Eigen::Index(85));
    QVERIFY(!larger.exactFit);
    QCOMPARE(larger.support.size(), std::size_t(4));
    // 85 = 40 + 20 + 20 + 5: of one of the outer three only 5 rows.
    double least = std::numeric_limits<double>::infinity();
    for (int split = 1; split <= 3; ++split) {
        double weights[] = {40, 20, 20, 20};
        weights[split] = 5;
        Eigen::Vector2d mean = Eigen::Vector2d::Zero();
        Eigen::Matrix2d products = Eigen::Matrix2d::Zero();
        for (int cell = 0; cell < 4; ++cell) {
            const Eigen::Vector2d place = cells.means.row(cell).transpose();
            mean += weights[cell] / 85 * place;
            products += weights[cell] / 85 * place * place.transpose();
        }
        least = std::min(least, std::log((products - mean * mean.transpose()).determinant()));
    }
    QVERIFY(near(larger.logDeterminant, least, 1e-9));
}

void TestCellCovariance::finerCellsComeNearer()
{
    const RowMatrix points = sessions();
    const RobustCovariance ofRows = robust(points);
    const double widths[] = {0.08, 0.02, 0.005};
    double before = std::numeric_limits<double>::infinity();
    for (const double width : widths) {
        const RobustCovariance ofCells = robust(countedInto(points, width));
        QCOMPARE(ofCells.h, ofRows.h);
        const double apart = difference(ofCells.model.covariance, ofRows.model.covariance);
        qInfo("width %g: covariance %.2g, threshold %.2g apart", width, apart,
              std::abs(ofCells.model.threshold / ofRows.model.threshold - 1));
        QVERIFY(apart < before);
        before = apart;
    }
    QVERIFY(before < 0.01);
}

void TestCellCovariance::unitsDoNotMatter_data()
{
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    QTest::addRow("tiny") << 1e-12 << 1e-9;
    QTest::addRow("huge") << 1e9 << 1e12;
    QTest::addRow("both") << 1e-12 << 1e12;
}

void TestCellCovariance::unitsDoNotMatter()
{
    QFETCH(double, x);
    QFETCH(double, y);
    const Cells cells = countedInto(skewedRows(5000, 8), 7);
    Cells other = cells;
    other.means.col(0) *= x;
    other.means.col(1) *= y;
    other.scatter.col(0) *= x * x;
    other.scatter.col(1) *= x * y;
    other.scatter.col(2) *= y * y;
    const RobustCovariance fit = robust(cells);
    const RobustCovariance scaled = robust(other);
    QVERIFY(!scaled.exactFit);
    QVERIFY(fit.support == scaled.support);
    QVERIFY(near(scaled.model.threshold, fit.model.threshold, 1e-8));
    QVERIFY(near(fitEmpiricalCovariance(other, {})->threshold, fitEmpiricalCovariance(cells, {})->threshold, 1e-9));
}

void TestCellCovariance::exactFitOfALine_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("scale");
    for (const double scale : {1e-6, 1.0, 1e9})
        for (const double share : {0.4, 0.6, 0.9})
            QTest::addRow("%g of the rows, in %g", share, scale) << share << scale;
}

/// Cells along y = 2x + 1, their rows too, and others beside it.
void TestCellCovariance::exactFitOfALine()
{
    QFETCH(double, share);
    QFETCH(double, scale);
    std::mt19937_64 generator(6);
    Cells cells = singleRows(RowMatrix(400, 2));
    double onLine = 0;
    for (Eigen::Index cell = 0; cell < 400; ++cell) {
        const bool on = cell % 2 == 0;
        const double x = uniform(generator) * 10;
        const double count = on ? std::round(1000 * share) : 1000 - std::round(1000 * share);
        cells.means.row(cell) = Eigen::RowVector2d(x, on ? 2 * x + 1 : 30 * uniform(generator));
        cells.counts[cell] = count;
        cells.scatter.row(cell) = Eigen::RowVector3d(1, on ? 2 : 0, 4) * count * 1e-4;
        onLine += on ? count : 0;
    }
    cells.means.col(1) *= scale;
    cells.scatter.col(1) *= scale;
    cells.scatter.col(2) *= scale * scale;
    for (const McdConvention convention : BothConventions) {
        const RobustCovariance fit = robust(cells, {.convention = convention});
        QCOMPARE(fit.exactFit.has_value(), share > 0.5);
        if (!fit.exactFit)
            continue;
        QCOMPARE(static_cast<double>(fit.exactFit->rows), onLine);
        QCOMPARE(fit.support.size(), std::size_t(200));
        QVERIFY(near(fit.exactFit->normal[0] / fit.exactFit->normal[1], -2 * scale, 1e-6));
        QVERIFY(near(fit.exactFit->offset / fit.exactFit->normal[1], scale, 1e-6));
    }
}

void TestCellCovariance::oneCellOfMostRows_data()
{
    QTest::addColumn<bool>("spread");
    QTest::addRow("rows equal") << false;
    QTest::addRow("rows spread") << true;
}

/// More than half of the rows in one cell: an exact fit only where they are equal.
void TestCellCovariance::oneCellOfMostRows()
{
    QFETCH(bool, spread);
    std::mt19937_64 generator(12);
    Cells cells = singleRows(RowMatrix(300, 2));
    for (Eigen::Index cell = 0; cell < 300; ++cell)
        cells.means.row(cell) = Eigen::RowVector2d(uniform(generator), uniform(generator));
    cells.counts[100] = 5000;
    if (spread)
        cells.scatter.row(100) = Eigen::RowVector3d(1, 0.2, 2) * 5000 * 1e-6;
    for (const McdConvention convention : BothConventions) {
        const RobustCovariance fit = robust(cells, {.convention = convention});
        QCOMPARE(fit.exactFit.has_value(), !spread);
        if (spread) {
            QCOMPARE(fit.support, std::vector<Eigen::Index>{100});
            QVERIFY(near(fit.rawCovariance(0, 1) / fit.rawCovariance(0, 0), 0.2, 1e-6));
        } else {
            QVERIFY(fit.exactFit->rows >= 5000);
        }
    }
}

void TestCellCovariance::outliersStayWithinContamination()
{
    const Cells cells = countedInto(sessions(), 0.02);
    for (const double contamination : {0.005, 0.05, 0.15, 0.25, 0.5}) {
        const RobustCovariance fit = robust(cells, {.contamination = contamination});
        const Eigen::VectorXd distances = squaredDistances(fit.model, cells.means);
        double outliers = 0;
        for (Eigen::Index cell = 0; cell < distances.size(); ++cell)
            outliers += isOutlier(fit.model, distances[cell]) ? cells.counts[cell] : 0;
        QVERIFY(outliers <= std::ceil(contamination * (cells.counts.sum() - 1)));
    }
}

void TestCellCovariance::badInput()
{
    NoProgress progress;
    Cells cells = singleRows((RowMatrix(2, 2) << 1, 2, 3, 4).finished());
    const auto code = [](const auto& fit) { return fit ? -1 : static_cast<int>(fit.error().code); };
    QCOMPARE(code(fitEmpiricalCovariance(cells, {})), static_cast<int>(ErrorCode::TooFewRows));
    QCOMPARE(code(fitRobustCovariance(cells, {}, progress)), static_cast<int>(ErrorCode::TooFewRows));
    cells.counts << 50, 2;
    QCOMPARE(code(fitEmpiricalCovariance(cells, {})), -1);
    QCOMPARE(code(fitEmpiricalCovariance(cells, {.contamination = 0.6})),
             static_cast<int>(ErrorCode::ContaminationOutOfRange));
    cells.means.row(1) = cells.means.row(0);
    QCOMPARE(code(fitEmpiricalCovariance(cells, {})), static_cast<int>(ErrorCode::RowsAllEqual));
    QCOMPARE(code(fitRobustCovariance(cells, {}, progress)), static_cast<int>(ErrorCode::RowsAllEqual));
    cells.scatter.row(0) = Eigen::RowVector3d(1, 0, 1);
    QCOMPARE(code(fitEmpiricalCovariance(cells, {})), -1);
}

void TestCellCovariance::millionRows()
{
    const Cells cells = countedInto(skewedRows(1000000, 21) / 20, 0.03);
    QElapsedTimer timer;
    timer.start();
    const RobustCovariance fit = robust(cells);
    qInfo("%lld cells: %lld ms", static_cast<long long>(cells.counts.size()), timer.elapsed());
    QCOMPARE(fit.h, Eigen::Index(500002));
    QVERIFY(timer.elapsed() < 3000);
}

PERIMETER_TEST(TestCellCovariance, Core)
#include "tst_cell_covariance.moc"
