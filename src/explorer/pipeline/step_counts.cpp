// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/pipeline/step_counts.h"

#include <iterator>

namespace perimeter {

std::vector<Expected<StepCount>> countSteps(Pipeline& pipeline, const Exploration& exploration, Progress& progress)
{
    std::vector<Expected<StepCount>> counts;
    Exploration part;
    part.source = exploration.source;
    Expected<Table> before = pipeline.prepared(part, progress);
    if (!before)
        return counts;
    for (const PreparationStep& step : exploration.preparation.steps) {
        part.preparation.steps.push_back(step);
        const Expected<Table> after = pipeline.prepared(part, progress);
        if (!after) {
            counts.emplace_back(after.unexpected());
            return counts;
        }
        StepCount count{.rows = after->rows(),
                        .leftOut = before->rows() - after->rows(),
                        .columns = after->columns().size(),
                        .before = before->columns()};
        const std::vector<Notice>& notices = after->notices();
        std::copy(notices.begin() + static_cast<std::ptrdiff_t>(before->notices().size()), notices.end(),
                  std::back_inserter(count.notices));
        counts.emplace_back(std::move(count));
        before = after;
    }
    return counts;
}

} // namespace perimeter
