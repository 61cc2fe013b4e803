// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace perimeter {

/// What a stage has to say although it has an answer; shown in Messages. explorer/phrasing.cpp has the sentences.
/// The comment after a code names its arguments in order.
enum class NoticeCode {
    // data

    // detectors
    NuBelowOneRow,     ///< ν, rows
    TauAboveTolerance, ///< τ, ρ
};

struct Notice {
    NoticeCode code;
    std::vector<std::string> arguments = {};

    bool operator==(const Notice&) const = default;
};

} // namespace perimeter
