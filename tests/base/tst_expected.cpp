// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/expected.h"
#include "support/test_registry.h"

#include <QTest>

#include <memory>
#include <string>

using namespace perimeter;

/// A value or the error that kept it from being made.
class TestExpected final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsAValue()
    {
        const Expected<std::string> value = std::string("here");
        QVERIFY(value.has_value() && bool(value));
        QCOMPARE(*value, std::string("here"));
        QCOMPARE(value->size(), std::size_t{4});
    }

    void holdsAnError()
    {
        const Expected<int> failed = Unexpected(ErrorCode::FileNotFound, {"a.csv"});
        QVERIFY(!failed);
        QCOMPARE(failed.error(), (Error{ErrorCode::FileNotFound, {"a.csv"}}));
    }

    void anErrorIsHandedOnUnchanged()
    {
        const Expected<int> inner = Unexpected(ErrorCode::UnknownColumn, {"uplnik", "uplink"});
        const Expected<std::string> outer = inner.unexpected();
        const Expected<void> nothing = outer.unexpected();
        QCOMPARE(outer.error(), inner.error());
        QCOMPARE(nothing.error(), inner.error());
    }

    void aValueThatCannotBeCopiedMovesOut()
    {
        Expected<std::unique_ptr<int>> value = std::make_unique<int>(7);
        const std::unique_ptr<int> taken = *std::move(value);
        QCOMPARE(*taken, 7);
    }

    void aValueIsTransformedAndAnErrorIsNot()
    {
        const auto doubled = [](int value) { return QString::number(2 * value); };
        QCOMPARE(*Expected<int>(21).transform(doubled), QStringLiteral("42"));
        const Expected<int> failed = Unexpected(ErrorCode::FileNotFound, {"a.csv"});
        QCOMPARE(failed.transform(doubled).error(), failed.error());
    }

    /// The value is moved out, once; the error ends the function, and what comes after it is not done.
    void triedValuesAreDeclaredAndErrorsReturned()
    {
        int made = 0;
        int reached = 0;
        const auto make = [&made](bool isThere) -> Expected<std::unique_ptr<int>> {
            ++made;
            if (!isThere)
                return Unexpected(ErrorCode::UnknownRow, {"3"});
            return std::make_unique<int>(7);
        };
        const auto use = [&](bool isThere, bool isAllowed) -> Expected<int> {
            const auto check = [&]() -> Expected<void> {
                return isAllowed ? Expected<void>() : Unexpected(ErrorCode::Cancelled);
            };
            PERIMETER_TRY(const std::unique_ptr<int> value, make(isThere));
            if (isThere)
                PERIMETER_CHECK(check());
            ++reached;
            return *value;
        };
        QCOMPARE(*use(true, true), 7);
        QCOMPARE(use(false, true).error(), (Error{ErrorCode::UnknownRow, {"3"}}));
        QCOMPARE(use(true, false).error(), (Error{ErrorCode::Cancelled}));
        QCOMPARE(made, 3);
        QCOMPARE(reached, 1);
    }

    void nothingCanBeExpected()
    {
        QVERIFY(Expected<void>().has_value());
        QVERIFY(!Expected<void>(Unexpected(ErrorCode::Cancelled)).has_value());
    }
};

PERIMETER_TEST(TestExpected, Core)
#include "tst_expected.moc"
