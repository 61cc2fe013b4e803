// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QTest>

/// The error of an Expected as text for a failed test.
inline QByteArray describeError(const perimeter::Error& error)
{
    QByteArray text = "error " + QByteArray::number(static_cast<int>(error.code));
    for (const std::string& argument : error.arguments)
        text += " · " + QByteArray::fromStdString(argument);
    return text;
}

/// Fails the test with the error's code and arguments where there is no value.
#define QVERIFY_EXPECTED(expected)                                                                                     \
    do {                                                                                                               \
        const auto& verified = (expected);                                                                             \
        QVERIFY2(verified.has_value(), verified.has_value() ? "" : describeError(verified.error()).constData());       \
    } while (false)
