// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/open.h"
#include "explorer/models/model_document.h"
#include "explorer/models/model_reader.h"

#include "expected_test.h"
#include "explorer/models/scoring.h"
#include "explorer/value/samples.h"
#include "support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace perimeter;

/// Model documents: exact, and safe whatever a file holds.
class TestModelDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readModelScoresAsTheWrittenOne();
    void preparationOfEveryStepReturns();
    void truncatedDocumentsAreErrors();
    void flippedBitsNeverCrash();

private:
    QTemporaryDir m_folder;
    Pipeline m_pipeline;
    std::optional<TrainedModel> m_model;
    std::string m_document;

    [[nodiscard]] Expected<TrainedModel> read(const std::string& document) const
    {
        const QString path = m_folder.filePath("model.json");
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(document.data(), static_cast<qint64>(document.size()));
        file.close();
        return readModel(path.toStdString());
    }
    /// −decision and class of every row, by detector.
    [[nodiscard]] Expected<std::vector<double>> scores(const TrainedModel& model) const
    {
        NoProgress progress;
        const Expected<Table> table = openTable(presetSample().source, progress);
        if (!table)
            return table.unexpected();
        std::vector<double> all;
        const Scorer scorer(std::make_shared<const TrainedModel>(model), ScorePreparation::Apply);
        const Expected<ScoreCounts> counts = scorer.score(*table, progress, [&all](const ScoredRows& scored) {
            for (const std::vector<RowScore>& detector : scored.scores)
                for (const RowScore& score : detector)
                    all.insert(all.end(), {score.score, static_cast<double>(score.rank), score.outlier ? 1.0 : 0.0});
            return true;
        });
        return counts ? Expected<std::vector<double>>(all) : counts.unexpected();
    }
    static Exploration presetSample();
};

Exploration TestModelDocument::presetSample()
{
    for (const Sample& sample : bundledSamples())
        if (sample.name.startsWith(QStringLiteral("starsCYG")))
            return sample.exploration;
    return {};
}

void TestModelDocument::initTestCase()
{
    NoProgress progress;
    const Expected<Exploration> sample = m_pipeline.resolved(presetSample(), progress);
    QVERIFY_EXPECTED(sample);
    Expected<TrainedModel> model = trainModel(m_pipeline, *sample, {sample->x.column, sample->y.column}, progress);
    QVERIFY_EXPECTED(model);
    m_model = *std::move(model);
    m_document = asDocument(*m_model);
}

void TestModelDocument::readModelScoresAsTheWrittenOne()
{
    const Expected<TrainedModel> model = read(m_document);
    QVERIFY_EXPECTED(model);
    QCOMPARE(model->detectors.size(), std::size_t{3});
    QCOMPARE(model->files, m_model->files);
    QVERIFY(model->columns.size() == m_model->columns.size());
    const Expected<std::vector<double>> before = scores(*m_model);
    const Expected<std::vector<double>> after = scores(*model);
    QVERIFY_EXPECTED(before);
    QVERIFY_EXPECTED(after);
    QVERIFY(before->size() > 100);
    QVERIFY(*before == *after);
    QCOMPARE(asDocument(*model), m_document);
}

void TestModelDocument::preparationOfEveryStepReturns()
{
    TrainedModel model = *m_model;
    model.preparation.steps = {
        Where{"a > 1 AND name = 'x \"y\"'"},
        Derive{"rate", "a / b", {ZeroDivision::Rule::Floor, 0.1}},
        Derive{"other", "a / b", {ZeroDivision::Rule::LeaveOut}},
        OnePer{"imsi", OnePer::Rule::Largest},
        Select{Select::Rule::Drop, {"with, comma", "b"}},
        Summarise{{"client", "domain"}, {{"n"}, {"longest", Aggregate::Function::Max, "length(query)"}}},
        Next{{"service"}, "client", "ts"},
        Unit{{"a", "b"}, "bytes"}};
    const Expected<TrainedModel> read = this->read(asDocument(model));
    QVERIFY_EXPECTED(read);
    QVERIFY(read->preparation == model.preparation);
}

void TestModelDocument::truncatedDocumentsAreErrors()
{
    std::mt19937 random(1);
    for (int i = 0; i < 500; ++i) {
        // But for the line end, which may be missing.
        const std::size_t length = random() % (m_document.size() - 2);
        const Expected<TrainedModel> model = read(m_document.substr(0, length));
        QVERIFY(!model);
        const ErrorCode code = model.error().code;
        QVERIFY(code == ErrorCode::ModelCutOff || code == ErrorCode::FileEmpty);
    }
}

void TestModelDocument::flippedBitsNeverCrash()
{
    std::mt19937 random(2);
    int readable = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string document = m_document;
        for (auto flips = 1 + random() % 3; flips > 0; --flips)
            document[random() % document.size()] ^= static_cast<char>(1U << (random() % 8));
        const Expected<TrainedModel> model = read(document);
        if (!model)
            continue;
        ++readable;
        if (readable % 10 == 0)
            (void)scores(*model);
    }
    // A digit may become another; such a model is one.
    QVERIFY(readable > 0);
}

PERIMETER_TEST(TestModelDocument, Core)
#include "tst_model_document.moc"
