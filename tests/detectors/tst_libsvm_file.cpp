// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/svm/libsvm_file.h"

#include "expected_test.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>

using namespace perimeter;

/// libsvm's text files: written to the last bit, read with care.
class TestLibsvmFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTripIsExact_data();
    void roundTripIsExact();
    void featuresLeftOutAreZero();
    void rangesAreScalings();
    void damageIsFoundInItsLine_data();
    void damageIsFoundInItsLine();
    void otherTypesAreNamed();
    void featuresAreThoseOfTheFile();
    void whatSvmScaleLeavesOutIsZero();

private:
    static RowMatrix rows()
    {
        RowMatrix points(120, 3);
        for (Eigen::Index row = 0; row < points.rows(); ++row)
            for (Eigen::Index column = 0; column < 3; ++column)
                points(row, column) = std::sin(static_cast<double>(1 + row * (column + 2))) + 1e6 * (column == 2);
        return points;
    }
};

void TestLibsvmFile::roundTripIsExact_data()
{
    QTest::addColumn<int>("kernel");
    QTest::newRow("rbf") << static_cast<int>(KernelKind::Rbf);
    QTest::newRow("polynomial") << static_cast<int>(KernelKind::Polynomial);
    QTest::newRow("sigmoid") << static_cast<int>(KernelKind::Sigmoid);
    QTest::newRow("linear") << static_cast<int>(KernelKind::Linear);
}

void TestLibsvmFile::roundTripIsExact()
{
    QFETCH(const int, kernel);
    // Values large beside their differences, which svm_save_model's eight digits would lose.
    const RowMatrix points = rows();
    OneClassSvm written{.kernel = {.kind = static_cast<KernelKind>(kernel), .gamma = 0.37, .degree = 2, .coef0 = 1.5},
                        .supportVectors = points.topRows(40),
                        .alpha = Eigen::VectorXd::LinSpaced(40, 0.1, 1),
                        .rho = 1.0 / 3};
    const std::string text = asLibsvmModel(written);
    const Expected<OneClassSvm> read = readLibsvmModel(text, "a.model", 3, false);
    QVERIFY_EXPECTED(read);
    QVERIFY(read->supportVectors == written.supportVectors);
    QVERIFY(read->alpha == written.alpha);
    QCOMPARE(read->rho, written.rho);
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        QCOMPARE(read->decision(points.row(row)), written.decision(points.row(row)));
}

void TestLibsvmFile::featuresLeftOutAreZero()
{
    const Expected<OneClassSvm> read = readLibsvmModel(
        "svm_type one_class\r\nkernel_type linear\nnr_class 2\ntotal_sv 2\nrho 0.5\nSV\n1 2:3 \n0.5 1:-1 3:1e-3\n",
        "a.model", 3, false);
    QVERIFY_EXPECTED(read);
    QCOMPARE(read->supportVectors(0, 0), 0.0);
    QCOMPARE(read->supportVectors(0, 1), 3.0);
    QCOMPARE(read->supportVectors(1, 2), 1e-3);
}

void TestLibsvmFile::rangesAreScalings()
{
    const Scaling scaling{ScalingKind::Standard, Eigen::Vector2d(10, -3), Eigen::Vector2d(4, 0)};
    const Expected<std::string> text = asLibsvmRange(scaling);
    QVERIFY_EXPECTED(text);
    QCOMPARE(*text, std::string("x\n0 1\n1 10 14\n2 -3 -2\n"));
    const Expected<Scaling> read = readLibsvmRange("x\n-1 1\n1 0 4\n2 -3 -2\n", "a.range", 2);
    QVERIFY_EXPECTED(read);
    QCOMPARE(read->toScaled(0, 1.0), -0.5);
    QCOMPARE(read->toScaled(1, -2.0), 1.0);
    QCOMPARE(asLibsvmRange({ScalingKind::Log1p, Eigen::Vector2d(0, 0), Eigen::Vector2d(1, 1)}).error().code,
             ErrorCode::ScalingNotLinear);
    for (const char* const bad : {"", "y\n", "x\n1 1\n", "x\n0 1\n1 6 5\n", "x\n0 1\n1 0 nan\n"})
        QCOMPARE(readLibsvmRange(bad, "a.range", 2).error().code, ErrorCode::LibsvmModelDamaged);
}

void TestLibsvmFile::damageIsFoundInItsLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("line");
    const QByteArray head = "svm_type one_class\nkernel_type rbf\ngamma 0.5\nnr_class 2\ntotal_sv ";
    QTest::newRow("empty") << QByteArray() << QByteArray("0");
    QTest::newRow("no support vectors' lines") << head + "2\nrho 1\n" << QByteArray("6");
    QTest::newRow("no support vectors") << head + "2\nrho 1\nSV\n" << QByteArray("7");
    QTest::newRow("huge count") << head + "99999999999999999999\nrho 1\nSV\n1 1:1\n" << QByteArray("8");
    QTest::newRow("negative count") << head + "-1\nrho 1\nSV\n1 1:1\n" << QByteArray("8");
    QTest::newRow("no rho") << head + "1\nSV\n1 1:1\n" << QByteArray("6");
    QTest::newRow("rho is nothing") << head + "1\nrho nan\nSV\n1 1:1\n" << QByteArray("6");
    QTest::newRow("blank line") << head + "1\nrho 1\nSV\n\n1 1:1\n" << QByteArray("8");
    QTest::newRow("descending") << head + "1\nrho 1\nSV\n1 2:1 1:2\n" << QByteArray("8");
    QTest::newRow("index zero") << head + "1\nrho 1\nSV\n1 0:1\n" << QByteArray("8");
    QTest::newRow("no colon") << head + "1\nrho 1\nSV\n1 1\n" << QByteArray("8");
    QTest::newRow("infinite") << head + "1\nrho 1\nSV\n1 1:inf\n" << QByteArray("8");
    QTest::newRow("negative alpha") << head + "1\nrho 1\nSV\n-1 1:1\n" << QByteArray("8");
    QTest::newRow("no gamma") << QByteArray(head).replace("gamma 0.5\n", "") + "1\nrho 1\nSV\n1 1:1\n"
                              << QByteArray("6");
    QTest::newRow("no degree") << QByteArray(head).replace("rbf", "polynomial") + "1\nrho 1\ncoef0 1\nSV\n1 1:1\n"
                               << QByteArray("8");
    QTest::newRow("no coef0") << QByteArray(head).replace("rbf", "sigmoid") + "1\nrho 1\nSV\n1 1:1\n"
                              << QByteArray("7");
    QTest::newRow("unknown kernel") << QByteArray("svm_type one_class\nkernel_type precomputed\n") << QByteArray("2");
    QTest::newRow("unknown line") << QByteArray("svm_type one_class\nlabels 1 -1\n") << QByteArray("2");
}

void TestLibsvmFile::damageIsFoundInItsLine()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, line);
    const Expected<OneClassSvm> read = readLibsvmModel(text.toStdString(), "a.model", 3, true);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::LibsvmModelDamaged);
    QCOMPARE(QByteArray::fromStdString(read.error().arguments[1]), line);
}

void TestLibsvmFile::otherTypesAreNamed()
{
    // As svm-train writes it, with lines that a one-class SVM has not.
    const Expected<OneClassSvm> read =
        readLibsvmModel("svm_type c_svc\nkernel_type rbf\ngamma 1\nnr_class 3\ntotal_sv 3\nrho 1 0.5 2\nlabel 1 2 3\n"
                        "nr_sv 1 1 1\nSV\n1 1 1:1\n",
                        "a.model", 3, false);
    QCOMPARE(read.error().code, ErrorCode::LibsvmModelNotOneClass);
    QCOMPARE(read.error().arguments[1], std::string("c_svc"));
}

void TestLibsvmFile::featuresAreThoseOfTheFile()
{
    const std::string text =
        "svm_type one_class\nkernel_type linear\nnr_class 2\ntotal_sv 2\nrho 1\nSV\n1 1:1\n1 2:4\n";
    QVERIFY_EXPECTED(readLibsvmModel(text, "a.model", 2, false));
    const Error beyond = readLibsvmModel(text, "a.model", 1, false).error();
    QCOMPARE(beyond, (Error{ErrorCode::LibsvmFeatureUnnamed, {"a.model", "8", "2", "1"}}));
    const Error fewer = readLibsvmModel(text, "a.model", 3, false).error();
    QCOMPARE(fewer, (Error{ErrorCode::LibsvmFeaturesFewer, {"a.model", "2", "3"}}));
    // A range file may know what no support vector has.
    QVERIFY_EXPECTED(readLibsvmModel(text, "a.model", 3, true));
    const Error inRange = readLibsvmRange("x\n0 1\n3 0 1\n", "a.range", 2).error();
    QCOMPARE(inRange, (Error{ErrorCode::LibsvmFeatureUnnamed, {"a.range", "3", "3", "2"}}));
}

void TestLibsvmFile::whatSvmScaleLeavesOutIsZero()
{
    const Expected<Scaling> read = readLibsvmRange("x\n-1 1\n1 0 4\n3 5 5\n", "a.range", 3);
    QVERIFY_EXPECTED(read);
    QCOMPARE(read->toScaled(0, 1.0), -0.5);
    for (const double value : {-7.0, 0.0, 5.0})
        for (const Eigen::Index column : {1, 2})
            QCOMPARE(read->toScaled(column, value), 0.0);
}

PERIMETER_TEST(TestLibsvmFile, Core)
#include "tst_libsvm_file.moc"
