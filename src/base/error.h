// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace perimeter {

/// What went wrong, without prose: explorer/phrasing.cpp turns each code and its arguments into one sentence.
/// The comment after a code names its arguments in order.
enum class ErrorCode {
    Cancelled,

    // data
    FileNotFound,    ///< path
    FileUnreadable,  ///< path, reason of the system
    FileEmpty,       ///< path
    PathIsDirectory, ///< path

    // detectors
    NuOutOfRange,              ///< value
    GammaNotPositive,          ///< value
    ToleranceNotPositive,      ///< value
    DegreeOutOfRange,          ///< value
    Coef0NotFinite,            ///< value
    ContaminationOutOfRange,   ///< value
    SupportFractionOutOfRange, ///< value
    LogarithmUndefined,        ///< column index from 0, number of rows at or below −1
    TooFewRows,                ///< rows, rows needed
    RowsAllEqual,              ///< rows
    KernelOverflow,            ///< largest kernel value
    SolverNotStarted,          ///< reason of the system
    SolverDied,                ///< how its process ended

    // writing
    CannotWrite, ///< path, reason of the system
};

/// A failure as a value: the code and what its sentence needs, as UTF-8 text in the C locale.
struct Error {
    ErrorCode code;
    std::vector<std::string> arguments = {};

    bool operator==(const Error&) const = default;
};

} // namespace perimeter
