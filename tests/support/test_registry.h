// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <string_view>

namespace perimeter::testing {

enum class TestApplication {
    Core,   ///< no window can be made
    Widgets ///< as the program has it
};

/// Enters a test into the list from which the test program's main takes the one that its first argument names: the
/// name of the test's file without its suffix.
struct TestEntry {
    TestEntry(std::string_view file, TestApplication application, std::function<std::unique_ptr<QObject>()> make);
};

} // namespace perimeter::testing

/// At the end of a test's file, in place of QTEST_MAIN: several tests share a program.
#define PERIMETER_TEST(Class, application)                                                                             \
    static const perimeter::testing::TestEntry entryOf##Class(                                                         \
        __FILE__, perimeter::testing::TestApplication::application, [] { return std::make_unique<Class>(); });
