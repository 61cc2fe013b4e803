// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/aggregates/profile.h"
#include "data/steps/prepare.h"
#include "data/table_text.h"
#include "support/test_registry.h"

using namespace perimeter;

class TestProfile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbers();
    void text();
    void times();
    void nothingFinite();
    void oneValue();
    void hugeValues();
    void preparedTable();
};

void TestProfile::numbers()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "v,w\n1,a\n2,a\n2,a\n4,a\n41,a\n,a\nnan,a\n-inf,a\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto profiles = profileColumns(*table, progress);
    VERIFY_RESULT(profiles);
    const ColumnProfile& profile = profiles->front();
    QCOMPARE(profile.column.name, std::string("v"));
    QCOMPARE(profile.rows, 8);
    QCOMPARE(profile.missing, 1);
    QCOMPARE(profile.nonFinite, 2);
    QCOMPARE(profile.distinct, 6);
    QCOMPARE(profile.ties, 2);
    QCOMPARE(profile.minimum, 1.0);
    QCOMPARE(profile.lowerQuartile, 2.0);
    QCOMPARE(profile.median, 2.0);
    QCOMPARE(profile.upperQuartile, 4.0);
    QCOMPARE(profile.maximum, 41.0);
    QCOMPARE(profile.mean, 10.0);
    // ((1-10)² + 2·(2-10)² + (4-10)² + (41-10)²) / 5 = 241.2
    QCOMPARE(profile.deviation, std::sqrt(241.2));
    QCOMPARE(std::accumulate(profile.histogram.begin(), profile.histogram.end(), std::int64_t{0}), 5);
    QCOMPARE(profile.histogram.front(), 1);
    QCOMPARE(profile.histogram[1], 2);
    QCOMPARE(profile.histogram.back(), 1);
    QVERIFY(profile.commonest.empty());
}

void TestProfile::text()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "v,n\nb,1\na,1\nc,1\nb,1\n,1\na,1\nb,1\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto profiles = profileColumns(*table, progress);
    VERIFY_RESULT(profiles);
    const ColumnProfile& profile = profiles->front();
    QCOMPARE(profile.missing, 1);
    QCOMPARE(profile.distinct, 3);
    QCOMPARE(profile.ties, 5);
    QVERIFY(profile.histogram.empty());
    QCOMPARE(profile.commonest, (std::vector<std::pair<std::string, std::int64_t>>{{"b", 3}, {"a", 2}, {"c", 1}}));
}

void TestProfile::times()
{
    const Files files;
    const auto table =
        open(files.write(QStringLiteral("a.csv"), "t,b\n1970-01-02,true\n1970-01-04,false\n1970-01-03,true\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto profiles = profileColumns(*table, progress);
    VERIFY_RESULT(profiles);
    QCOMPARE((*profiles)[0].minimum, 86400.0);
    QCOMPARE((*profiles)[0].median, 2 * 86400.0);
    QCOMPARE((*profiles)[0].column.unit, std::string("s"));
    QCOMPARE((*profiles)[1].mean, 2.0 / 3);
    QCOMPARE((*profiles)[1].ties, 2);
}

void TestProfile::nothingFinite()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "v,n\nnan,\ninf,\n,\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto profiles = profileColumns(*table, progress);
    VERIFY_RESULT(profiles);
    QCOMPARE((*profiles)[0].nonFinite, 2);
    QVERIFY((*profiles)[0].histogram.empty());
    QCOMPARE((*profiles)[1].missing, 3);
    QCOMPARE((*profiles)[1].column.kind, ColumnKind::Text);
}

void TestProfile::oneValue()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "v,n\n0.1,1\n0.1,2\n0.1,3\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto profiles = profileColumns(*table, progress);
    VERIFY_RESULT(profiles);
    QCOMPARE((*profiles)[0].histogram, std::vector<std::int64_t>{3});
    QCOMPARE((*profiles)[0].deviation, 0.0);
    QCOMPARE((*profiles)[0].distinct, 1);
    QCOMPARE((*profiles)[0].ties, 3);
}

void TestProfile::hugeValues()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "v,n\n1e308,1\n-1e308,2\n5,3\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto profiles = profileColumns(*table, progress);
    VERIFY_RESULT(profiles);
    QCOMPARE((*profiles)[0].maximum, 1e308);
    QCOMPARE((*profiles)[0].histogram, std::vector<std::int64_t>{3});
}

void TestProfile::preparedTable()
{
    const Files files;
    const auto table = open(files.write(QStringLiteral("a.csv"), "v,n\n1,1\n2,2\n3,3\n"));
    VERIFY_RESULT(table);
    NoProgress progress;
    const auto prepared = prepare(*table, {{Where{"v > 1"}, Derive{.name = "w", .expression = "v / 2"}}}, progress);
    VERIFY_RESULT(prepared);
    const auto profiles = profileColumns(*prepared, progress);
    VERIFY_RESULT(profiles);
    QCOMPARE(profiles->size(), std::size_t{3});
    QCOMPARE(profiles->back().rows, 2);
    QCOMPARE(profiles->back().mean, 1.25);
}

PERIMETER_TEST(TestProfile, Core)
#include "tst_profile.moc"
