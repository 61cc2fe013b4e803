// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flags/kept_inputs.h"

#include "cli/flags/flag_words.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace perimeter {

namespace {

bool isOutput(const std::string& flag)
{
    static const std::array flags = {"--output", "--rows", "--curves", "--libsvm"};
    return std::ranges::find(flags, flag) != flags.end();
}

/// The files that an option names to be read.
std::vector<std::string> inputsOf(const CLI::Option& option)
{
    if (option.get_positional() || option.get_name() == "--data")
        return option.results();
    std::vector<std::string> files;
    if (option.get_name() == "--join") {
        for (const std::string& join : option.results())
            files.push_back(join.substr(0, join.rfind(':')));
    }
    return files;
}

} // namespace

Expected<void> checkInputsKept(const CLI::App& command)
{
    std::vector<std::string> inputs;
    for (const CLI::Option* const option : command.get_options()) {
        const std::vector<std::string> files = inputsOf(*option);
        inputs.insert(inputs.end(), files.begin(), files.end());
    }
    for (const CLI::Option* const option : command.get_options()) {
        if (!isOutput(option->get_name()))
            continue;
        for (const std::string& output : option->results()) {
            const auto isSame = [&](const std::string& input) {
                std::error_code nothing;
                return std::filesystem::equivalent(input, output, nothing);
            };
            if (std::ranges::any_of(inputs, isSame))
                return badFlag(option->get_name(), output, "another file than those that are read");
        }
    }
    return {};
}

} // namespace perimeter
