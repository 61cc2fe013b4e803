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
    NuOutOfRange, ///< value

    // explorer
    TooFewAxes, ///< path

    // figure
    FigureFormatUnknown,  ///< path
    FigureSizeOutOfRange, ///< width, height in mm
    DpiOutOfRange,        ///< dpi
    FigureNotPainted,     ///< path

    // command line
    FlagInvalid, ///< flag, value given, what it takes

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
