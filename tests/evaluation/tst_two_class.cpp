// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/golden_table.h"
#include "evaluation/confusion.h"
#include "evaluation/cross_validation.h"
#include "evaluation/curves.h"
#include "evaluation/split.h"
#include "expected_test.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace perimeter;

/// The two-class SVM and its cross-validation. Reference numbers are scikit-learn's, see golden/generate_two_class.py.
class TestTwoClass : public QObject {
    Q_OBJECT

private:
    NoProgress m_progress;

    static std::vector<std::vector<std::string>> golden(const std::string& name)
    {
        return testing::readLines(testing::sourceFile("tests/evaluation/golden/").toStdString() + name, true);
    }

    struct Data {
        RowMatrix points;
        std::vector<std::uint8_t> outlier;
    };
    static Data data(const std::string& name)
    {
        const bool isHbk = name == "hbk";
        const auto lines =
            testing::readLines(testing::sourceFile("resources/samples/").toStdString() + name + ".csv", isHbk);
        Data data{.points = RowMatrix(static_cast<Eigen::Index>(lines.size()), 2), .outlier = {}};
        for (std::size_t row = 0; row < lines.size(); ++row) {
            const auto& line = lines[row];
            data.points.row(static_cast<Eigen::Index>(row)) << testing::number(line[isHbk ? 0 : 6]),
                testing::number(line[isHbk ? 1 : 9]);
            data.outlier.push_back((isHbk ? row < 14 : row >= 130) ? 1 : 0);
        }
        return data;
    }

    static TwoClassSvmOptions options(const std::vector<std::string>& line)
    {
        TwoClassSvmOptions options{.kernel = line[1] == "rbf" ? KernelKind::Rbf : KernelKind::Linear,
                                   .cost = testing::number(line[2]),
                                   .tolerance = 1e-6};
        if (line.size() > 4 && !line[3].empty())
            options.weights = ClassWeights{testing::number(line[3]), testing::number(line[4])};
        return options;
    }

    /// Counts and areas from column `first` of a golden line on.
    static void compareFigures(const Eigen::VectorXd& decision, const Data& data, const std::vector<std::string>& line,
                               std::size_t first)
    {
        std::vector<std::uint8_t> found;
        std::vector<double> scores;
        for (const double f : decision) {
            found.push_back(f < 0 ? 1 : 0);
            scores.push_back(-f);
        }
        const Confusion expected{.truePositives = std::stol(line[first]),
                                 .falsePositives = std::stol(line[first + 1]),
                                 .trueNegatives = std::stol(line[first + 2]),
                                 .falseNegatives = std::stol(line[first + 3])};
        QVERIFY(countConfusion(data.outlier, found) == expected);
        QVERIFY(std::abs(rocCurve(scores, data.outlier)->area - testing::number(line[first + 4])) < 1e-12);
        QVERIFY(std::abs(precisionRecallCurve(scores, data.outlier)->area - testing::number(line[first + 5])) < 1e-12);
    }

    static void compareValues(const Eigen::VectorXd& decision, const Eigen::VectorXd& expected)
    {
        const double scale = expected.cwiseAbs().maxCoeff();
        QVERIFY2((decision - expected).cwiseAbs().maxCoeff() <= 1e-3 * scale,
                 qPrintable(QString::number((decision - expected).cwiseAbs().maxCoeff() / scale)));
    }

private Q_SLOTS:
    void equalsScikitLearn_data()
    {
        QTest::addColumn<int>("number");
        const auto lines = golden("two_class.csv");
        QVERIFY(lines.size() > 3);
        for (std::size_t i = 0; i < lines.size(); ++i)
            QTest::addRow("%s %s %s %zu", lines[i][0].c_str(), lines[i][1].c_str(), lines[i][2].c_str(), i)
                << static_cast<int>(i);
    }

    void equalsScikitLearn()
    {
        QFETCH(int, number);
        const std::vector<std::string> line = golden("two_class.csv")[static_cast<std::size_t>(number)];
        const Data rows = data(line[0]);
        Eigen::VectorXd learned(rows.points.rows());
        Eigen::VectorXd tested(rows.points.rows());
        std::vector<std::size_t> foldOf(rows.outlier.size());
        for (const std::vector<std::string>& value : golden("two_class_values.csv")) {
            if (std::stoi(value[0]) != number)
                continue;
            const auto row = std::stol(value[1]);
            foldOf[static_cast<std::size_t>(row)] = std::stoul(value[2]);
            learned[row] = testing::number(value[3]);
            tested[row] = testing::number(value[4]);
        }
        const Expected<Scaling> scaling = fitScaling(ScalingKind::Standard, rows.points);
        const RowMatrix scaled = scaling->toScaled(rows.points);
        const Expected<TwoClassSvm> model = fitTwoClassSvm(scaled, rows.outlier, options(line), m_progress);
        QVERIFY_EXPECTED(model);
        const Expected<Eigen::VectorXd> decision = decisionFunction(model->function, scaled, m_progress);
        QVERIFY_EXPECTED(decision);
        compareValues(*decision, learned);
        compareFigures(*decision, rows, line, 5);

        const Expected<CrossValidation> validation =
            crossValidate(rows.points, rows.outlier, foldOf, ScalingKind::Standard, options(line), m_progress);
        QVERIFY_EXPECTED(validation);
        QCOMPARE(validation->folds, std::size_t{5});
        compareValues(validation->decision, tested);
        compareFigures(validation->decision, rows, line, 11);
    }

    void balancedWeightsMakeBothClassesWeighTheSame()
    {
        const Data rows = data("hbk");
        const Expected<TwoClassSvm> model = fitTwoClassSvm(rows.points, rows.outlier, {}, m_progress);
        QVERIFY_EXPECTED(model);
        QCOMPARE(model->weights.outlier * 14, model->weights.inlier * 61);
        QCOMPARE(model->outlierSupports + model->inlierSupports, model->function.supportRows);
        // Σ yᵢαᵢ = 0.
        QVERIFY(std::abs(model->function.alpha.sum()) < 1e-9 * model->function.alpha.cwiseAbs().sum());
    }

    void oneClassAloneIsAnError()
    {
        const Data rows = data("hbk");
        const std::vector<std::uint8_t> none(rows.outlier.size(), 0);
        QVERIFY(fitTwoClassSvm(rows.points, none, {}, m_progress).error() ==
                (Error{ErrorCode::OneClassLabelled, {"0", "75"}}));
        QVERIFY(fitTwoClassSvm(rows.points, rows.outlier, {.cost = 0}, m_progress).error().code ==
                ErrorCode::CostNotPositive);
    }

    void foldsHoldEachClassEvenly()
    {
        std::vector<std::uint8_t> outlier(103, 0);
        std::fill_n(outlier.begin() + 40, 13, std::uint8_t{1});
        const auto folds = stratifiedFolds(outlier, 5, 7);
        QVERIFY(folds && folds == stratifiedFolds(outlier, 5, 7) && folds != stratifiedFolds(outlier, 5, 8));
        for (std::size_t fold = 0; fold < 5; ++fold) {
            const Split split = splitByFold(*folds, fold);
            QCOMPARE(split.train.size() + split.test.size(), outlier.size());
            const auto outliers = std::ranges::count_if(split.test, [&](std::size_t row) { return outlier[row] != 0; });
            QVERIFY(outliers == 2 || outliers == 3);
            QVERIFY(split.test.size() == 20 || split.test.size() == 21);
        }
    }

    void aRareClassHasFewerFolds()
    {
        std::vector<std::uint8_t> outlier(30, 0);
        QVERIFY(!stratifiedFolds(outlier, 5, 0));
        outlier[3] = 1;
        QVERIFY(!stratifiedFolds(outlier, 5, 0));
        outlier[9] = outlier[21] = 1;
        const auto folds = stratifiedFolds(outlier, 5, 0);
        QVERIFY(folds);
        QCOMPARE(std::ranges::max(*folds), std::size_t{2});
        QCOMPARE((std::set{(*folds)[3], (*folds)[9], (*folds)[21]}).size(), std::size_t{3});
    }
};

PERIMETER_TEST(TestTwoClass, Core)
#include "tst_two_class.moc"
