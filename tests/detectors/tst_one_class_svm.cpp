// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/golden_table.h"
#include "detectors/one_class_svm.h"
#include "detectors/scaling.h"

#include <QTest>

#include <cmath>

using namespace perimeter;

class TestOneClassSvm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outliersNeverExceedNu_data();
    void outliersNeverExceedNu();
};

namespace {

RowMatrix standardised(const std::string& name)
{
    const RowMatrix points = testing::sample(name);
    return testing::ordered(fitScaling(ScalingKind::Standard, points)->toScaled(points));
}

Eigen::Index outliers(const OneClassSvm& model)
{
    Eigen::Index count = 0;
    for (const double f : model.trainingDecision)
        count += isOutlier(model, f) ? 1 : 0;
    return count;
}

} // namespace

void TestOneClassSvm::outliersNeverExceedNu_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<double>("nu");
    for (const char* data : {"wine_0_1", "starsCYG", "dns"})
        for (const double nu : {1e-5, 0.005, 0.05, 0.15, 0.25, 0.29, 0.999, 1.0})
            QTest::addRow("%s %g", data, nu) << QString::fromLatin1(data) << nu;
}

void TestOneClassSvm::outliersNeverExceedNu()
{
    QFETCH(QString, data);
    QFETCH(double, nu);
    const RowMatrix points = standardised(data.toStdString());
    NoProgress progress;
    const Expected<OneClassSvm> model = fitOneClassSvm(points, {.nu = nu}, progress);
    QVERIFY(model.has_value());
    const double allowed = nu * static_cast<double>(points.rows());
    qInfo("%ld outliers of %g allowed, %ld support vectors, tau %.2g of rho", static_cast<long>(outliers(*model)),
          allowed, static_cast<long>(model->alpha.size()), model->tau / model->rho);
    QVERIFY(std::isfinite(model->rho));
    QVERIFY(static_cast<double>(outliers(*model)) <= allowed);
    QVERIFY(static_cast<double>(model->alpha.size()) >= allowed * (1 - 1e-12));
}

QTEST_GUILESS_MAIN(TestOneClassSvm)
#include "tst_one_class_svm.moc"
