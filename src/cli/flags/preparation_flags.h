// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "data/steps/preparation.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace perimeter {

/// The flags of preparation steps, which apply in the order in which they are given.
class PreparationFlags {
public:
    void add(CLI::App& command);

    /// Appends the steps given. Errors are those that the arguments alone decide.
    [[nodiscard]] Expected<void> read(Preparation& preparation) const;

private:
    enum class Flag { Recipe, Where, Derive, Label, OnePer, Keep, Drop, Summarise, Next, Unit };
    /// A flag with its value.
    struct Given {
        Flag flag;
        std::string value;
    };

    /// The step of any flag but --recipe.
    [[nodiscard]] static Expected<PreparationStep> readStep(const Given& given, const ZeroDivision& zeroDivision);

    std::vector<Given> m_steps;
    std::string m_zeroDivision = "keep";
};

} // namespace perimeter
