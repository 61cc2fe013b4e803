// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/rows/scaling.h"
#include "detectors/svm/one_class_svm.h"

#include <string>
#include <string_view>

namespace perimeter {

/// A one-class SVM as libsvm's svm-predict reads it, its numbers to the last bit. libsvm takes rows with f ≤ 0 for
/// outliers, whatever τ is. Only of a model with a frontier.
[[nodiscard]] std::string asLibsvmModel(const OneClassSvm& svm);

/// The scaling as `svm-scale -r` reads it. Errors: ScalingNotLinear for Log1p.
[[nodiscard]] Expected<std::string> asLibsvmRange(const Scaling& scaling);

/// The scaling of a range file that svm-scale has written, of x alone. Features that are not in it, being constant,
/// have an infinite spread: they are 0 in every row. Errors: LibsvmModelDamaged (line); LibsvmFeatureUnnamed.
[[nodiscard]] Expected<Scaling> readLibsvmRange(std::string_view text, const std::string& path, Eigen::Index features);

/// Reads a model file that may hold anything, for rows of so many features; τ is 0, and no scaling is part of it.
/// `path` is what errors call it. A range file may know features beyond those of the support vectors. Errors:
/// LibsvmModelNotOneClass; LibsvmFeatureUnnamed; LibsvmFeaturesFewer; LibsvmModelDamaged (line): numbers that are none
/// or not finite, lines that are missing, counts that do not agree.
[[nodiscard]] Expected<OneClassSvm> readLibsvmModel(std::string_view text, const std::string& path,
                                                    Eigen::Index features, bool isRangeGiven);

} // namespace perimeter
