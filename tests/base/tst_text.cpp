// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "base/words.h"
#include "support/test_registry.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace perimeter;

/// Numbers and words as files and the command line have them.
class TestText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersReadBackAsTheyWereWritten()
    {
        std::mt19937_64 random(3);
        std::uniform_int_distribution<std::uint64_t> bits;
        for (int i = 0; i < 100'000; ++i) {
            const double value = std::bit_cast<double>(bits(random));
            if (!std::isfinite(value))
                continue;
            const std::string text = formatNumber(value);
            const std::optional<double> read = parseNumber(text);
            QVERIFY2(read && std::bit_cast<std::uint64_t>(*read) == std::bit_cast<std::uint64_t>(value), text.c_str());
        }
    }

    void numbersAreWrittenShort_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("tenth") << 0.1 << QByteArray("0.1");
        QTest::newRow("whole") << 20668.0 << QByteArray("20668");
        QTest::newRow("negative") << -2.5 << QByteArray("-2.5");
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << QByteArray("nan");
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << QByteArray("inf");
        QTest::newRow("negative infinite") << -std::numeric_limits<double>::infinity() << QByteArray("-inf");
    }

    void numbersAreWrittenShort()
    {
        QFETCH(double, value);
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(formatNumber(value)), text);
    }

    void onlyWholeNumbersInTheCLocaleAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isNumber");
        QTest::newRow("plain") << QByteArray("12") << true;
        QTest::newRow("signed") << QByteArray("+1.5e3") << true;
        QTest::newRow("comma") << QByteArray("1,5") << false;
        QTest::newRow("rest") << QByteArray("12 bytes") << false;
        QTest::newRow("space before") << QByteArray(" 12") << false;
        QTest::newRow("two signs") << QByteArray("+-1") << false;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("sign alone") << QByteArray("+") << false;
    }

    void onlyWholeNumbersInTheCLocaleAreRead()
    {
        QFETCH(QByteArray, text);
        QTEST(parseNumber(text.toStdString()).has_value(), "isNumber");
    }

    void aSlipOfThePenHasANearestWord()
    {
        const std::vector<std::string> known = {"uplink", "downlink", "duration"};
        QCOMPARE(nearestWord("uplnik", known), std::optional<std::string>("uplink"));
        QCOMPARE(nearestWord("DURATION", known), std::optional<std::string>("duration"));
        QCOMPARE(nearestWord("latitude", known), std::optional<std::string>());
        QCOMPARE(nearestWord("x", {}), std::optional<std::string>());
    }

    void wordsAreFoundBothWays()
    {
        const Words<int> words = {{"linear", 0}, {"rbf", 1}};
        QCOMPARE(words.at("rbf"), 1);
        QCOMPARE(wordOf(words, 0), std::string("linear"));
    }
};

PERIMETER_TEST(TestText, Core)
#include "tst_text.moc"
