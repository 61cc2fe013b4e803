// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"
#include "explorer/storage/json_reader.h"
#include "explorer/storage/json_writer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace perimeter {

/// What one learned frontier came to.
struct Finding {
    DetectorKind detector = DetectorKind::OneClassSvm;
    std::string x, y;
    ScalingKind scaling = ScalingKind::Standard;
    KernelKind kernel = KernelKind::Rbf; ///< of an SVM
    double nu = 0;
    bool hasAnswer = true;     ///< false: no frontier; what follows is zero then
    double threshold = 0;      ///< ρ of an SVM, the squared distance at the frontier of a covariance
    std::int64_t outliers = 0; ///< rows
    std::int64_t inliers = 0;
    std::string outlierRows = {}; ///< SHA-256 of the outliers' row numbers, in order; empty where rows are not held

    bool operator==(const Finding&) const = default;
};

/// What an exploration came to, in the order of its panes and lines.
struct Findings {
    std::int64_t rowsRead = 0;
    std::int64_t rowsPrepared = 0;
    std::vector<Finding> lines = {};

    bool operator==(const Findings&) const = default;
};

/// Of a complete outcome.
[[nodiscard]] Findings findingsOf(const Outcome& outcome);

/// How one learned frontier differs from what was stated of it.
struct Difference {
    std::size_t line = 0;
    Finding stated;
    Finding found;
};
/// Numbers within 1e-6 of each other are equal. Where the lines are not as many, all that are there on one side alone
/// differ from an empty one.
[[nodiscard]] std::vector<Difference> differences(const Findings& stated, const Findings& found);

void writeFindings(JsonWriter& json, const Findings& findings);
[[nodiscard]] Findings readFindings(const JsonMember& member);

} // namespace perimeter
