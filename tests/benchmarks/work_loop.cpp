// SPDX-License-Identifier: GPL-3.0-or-later
#include "benchmarks/work_loop.h"

#include <cstdio>
#include <iostream>
#include <sstream>

namespace perimeter::benchmarks {

namespace {

void print(const Answer& answer)
{
    if (!answer.error.empty()) {
        std::printf("{\"error\": \"%s\"}\n", answer.error.c_str());
    } else {
        std::printf("{\"ms\": %.6f, \"facts\": {", answer.milliseconds);
        const char* separator = "";
        for (const auto& [name, value] : answer.facts) {
            std::printf("%s\"%s\": %.17g", separator, name.c_str(), value);
            separator = ", ";
        }
        std::puts("}}");
    }
    std::fflush(stdout);
}

} // namespace

int serveWorks(const std::map<std::string, Work>& works)
{
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string name;
        words >> name;
        Arguments arguments;
        for (std::string word; words >> word;)
            arguments.push_back(word);
        const auto work = works.find(name);
        print(work == works.end() ? Answer{.error = "there is no work of that name"} : work->second(arguments));
    }
    return 0;
}

} // namespace perimeter::benchmarks
