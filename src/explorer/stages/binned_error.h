// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/stages/fit.h"

#include <memory>

namespace perimeter {

/// What learning from cells has done to a one-class SVM, measured: the largest |f − f*| / ρ over rows chosen by a fixed
/// seed, f* learned from cells of half the width, and where the rows are not too many also from the rows themselves.
struct BinnedError {
    double ofRho = 0;
    std::size_t rows = 0;     ///< at which it was measured
    bool againstRows = false; ///< f* was also learned from the rows
};

/// Rows at which the error is measured.
inline constexpr std::size_t errorRows = 2'000;
/// Up to so many rows f* is also learned from the rows themselves.
inline constexpr std::size_t mostExactRows = 200'000;

/// For a fit of a one-class SVM with a frontier that was learned from cells. Takes longer than the fit itself.
[[nodiscard]] Expected<BinnedError> measureBinnedError(const DetectorFit& fit, const OneClassSvmOptions& options,
                                                       Progress& progress);

/// The one-class SVM of cells, or of the points where `binned` is null; γ is a matter of all rows either way.
[[nodiscard]] Expected<OneClassSvm> learnOneClassSvm(const ScaledPoints& scaled, const Binned* binned,
                                                     OneClassSvmOptions options, WarmStart& warm, Progress& progress);

} // namespace perimeter
