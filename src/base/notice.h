// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace perimeter {

/// What a stage has to say although it has an answer; shown in Messages. explorer/wording/phrasing.cpp has the sentences.
/// The comment after a code names its arguments in order.
enum class NoticeCode {
    // data
    ColumnRenamed,  ///< position from 1, name in the file, name here
    JoinPassedOver, ///< path, key, rows of the joined file whose key an earlier row has
    JoinUnmatched,  ///< path, key, rows without a partner in the joined file
    ZeroDivision,   ///< column, rows, rule ("keep", "leave-out", "floor=V")
    OnePerMissing,  ///< column, rows left out because the column is missing in them

    // detectors
    NuBelowOneRow,      ///< ν, rows
    TauAboveTolerance,  ///< τ, ρ
    NoFrontierCentred,  ///< ν
    IslandPerPoint,     ///< kernel length 1/√(2γ), typical distance between neighbouring rows
    ConstantColumn,     ///< column index from 0
    SolverStoppedEarly, ///< iterations, tolerance asked for, tolerance reached
    SingularCovariance, ///< rank, columns
    ExactFit,           ///< rows on the hyperplane, rows, h

    // evaluation
    NoOutliers,  ///< column in which no row used is labelled as an outlier
    ShareMissed, ///< share of rows asked for, share that whole groups make

    // trained models
    FeatureNotInRange, ///< feature, path of a range file

    // explorer
    SparseCellsMerged, ///< cells that hold rows, their width in kernel lengths, cells allowed, rows of merged ones
};

struct Notice {
    NoticeCode code;
    std::vector<std::string> arguments = {};

    bool operator==(const Notice&) const = default;
};

} // namespace perimeter
