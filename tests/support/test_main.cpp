// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_registry.h"

#include <QApplication>
#include <QTest>

#include <cstdio>
#include <map>
#include <string>

namespace perimeter::testing {

namespace {

struct Registered {
    TestApplication application;
    std::function<std::unique_ptr<QObject>()> make;
};

/// A function's static: entries are made before main begins, in no order.
std::map<std::string, Registered, std::less<>>& registeredTests()
{
    static std::map<std::string, Registered, std::less<>> tests;
    return tests;
}

std::string stemOf(std::string_view file)
{
    file.remove_prefix(file.rfind('/') + 1);
    return std::string(file.substr(0, file.rfind('.')));
}

template <typename Application>
int run(const Registered& test, int argc, char** argv)
{
    Application application(argc, argv);
    Application::setAttribute(Qt::AA_Use96Dpi, true);
    return QTest::qExec(test.make().get(), argc, argv);
}

int runNamed(int argc, char** argv)
{
    const std::string_view name = argc > 1 ? argv[1] : "";
    const auto test = registeredTests().find(name);
    if (test == registeredTests().end()) {
        std::fprintf(stderr, "Name one of the tests of this program first:\n");
        for (const auto& [known, registered] : registeredTests())
            std::fprintf(stderr, "  %s\n", known.c_str());
        return 2;
    }
    // The name takes the place of the program's own for QTest.
    return test->second.application == TestApplication::Core ? run<QCoreApplication>(test->second, argc - 1, argv + 1)
                                                             : run<QApplication>(test->second, argc - 1, argv + 1);
}

} // namespace

TestEntry::TestEntry(std::string_view file, TestApplication application, std::function<std::unique_ptr<QObject>()> make)
{
    registeredTests().emplace(stemOf(file), Registered{application, std::move(make)});
}

} // namespace perimeter::testing

int main(int argc, char** argv)
{
    return perimeter::testing::runNamed(argc, argv);
}
