// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/training_ranks.h"
#include "support/test_registry.h"

#include <QTest>

#include <algorithm>

using namespace perimeter;

class TestTrainingRanks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ranksCountRowsFartherOut();
    void equalScoresShareARank();
    void manyLevelsAreThinnedInside();
};

void TestTrainingRanks::ranksCountRowsFartherOut()
{
    const TrainingRanks ranks = TrainingRanks::of({0.5, -1, 3, 2});
    QCOMPARE(ranks.rows(), 4);
    QCOMPARE(ranks.rankOf(4), 1);
    QCOMPARE(ranks.rankOf(3), 1);
    QCOMPARE(ranks.rankOf(2.5), 2);
    QCOMPARE(ranks.rankOf(0), 4);
    QCOMPARE(ranks.rankOf(-2), 5);
    QCOMPARE(TrainingRanks().rankOf(1), 1);
}

void TestTrainingRanks::equalScoresShareARank()
{
    const TrainingRanks ranks = TrainingRanks::of({1, 2, 2, 2, 0});
    QCOMPARE(ranks.levels().size(), std::size_t{3});
    QCOMPARE(ranks.rankOf(2), 1);
    QCOMPARE(ranks.rankOf(1), 4);
    QCOMPARE(ranks.rankOf(0), 5);
}

void TestTrainingRanks::manyLevelsAreThinnedInside()
{
    constexpr int rows = 300'000;
    std::vector<double> scores;
    for (int i = 0; i < rows; ++i)
        scores.push_back(static_cast<double>((i * 7919LL) % rows));
    const TrainingRanks ranks = TrainingRanks::of(scores);
    QCOMPARE(ranks.levels().size(), TrainingRanks::mostLevels);
    QCOMPARE(ranks.rows(), rows);
    // Scores are 0 to rows − 1, so that the rank of score s is rows − s.
    for (const int score : {rows - 1, rows - 100, rows - 32'000})
        QCOMPARE(ranks.rankOf(score), rows - score);
    for (int score = 0; score < rows; score += 997) {
        QCOMPARE_LE(ranks.rankOf(score), rows - score);
        QCOMPARE_GT(ranks.rankOf(score), rows - score - 10);
    }
}

PERIMETER_TEST(TestTrainingRanks, Core)
#include "tst_training_ranks.moc"
