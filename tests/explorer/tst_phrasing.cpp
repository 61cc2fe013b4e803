// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/phrasing.h"
#include "support/test_registry.h"

#include <QTest>

using namespace perimeter;

class TestPhrasing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void argumentsStandInTheSentence()
    {
        const QString sentence = phrase(Error{ErrorCode::RaggedRow, {"a.csv", "12", "3", "4"}});
        for (const char* const part : {"a.csv", "12", "3", "4"})
            QVERIFY(sentence.contains(QString::fromLatin1(part)));
    }

    void aNearNameIsSuggestedOnlyWhereThereIsOne()
    {
        QVERIFY(phrase(Error{ErrorCode::UnknownColumn, {"uplnk", "uplink"}}).contains("uplink"));
        QVERIFY(!phrase(Error{ErrorCode::UnknownColumn, {"zzz", ""}}).contains("?"));
    }

    void numbersFollowTheLocale()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German));
        const QString sentence = phrase(Error{ErrorCode::NuOutOfRange, {"1.5"}});
        QLocale::setDefault(before);
        QVERIFY2(sentence.contains("1,5"), qPrintable(sentence));
    }
};

PERIMETER_TEST(TestPhrasing, Core)
#include "tst_phrasing.moc"
