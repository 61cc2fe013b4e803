// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "explorer/models/trained_model.h"
#include "explorer/storage/written_file.h"

#include <string>
#include <vector>

namespace perimeter {

/// A model file of libsvm as a model: a one-class SVM over features that are named here, in their order, on rows that
/// are scaled as a range file of svm-scale says, or not at all. Rows have no rank. Errors: those of opening files and
/// of readLibsvmModel and readLibsvmRange; LibsvmModelOurs.
[[nodiscard]] Expected<TrainedModel> readLibsvm(const std::string& path, const std::vector<std::string>& features,
                                                const std::string& range);

/// The path of the scaling beside a model file of libsvm.
[[nodiscard]] std::string libsvmRangePath(const std::string& path);
/// Adds the model's one-class SVM as libsvm has it, and the scaling of its rows as svm-scale has it beside that.
/// Errors: LibsvmNeedsOneClass, ScalingNotLinear, those of WrittenFiles.
[[nodiscard]] Expected<void> addLibsvm(WrittenFiles& files, const TrainedModel& model, const std::string& path);

} // namespace perimeter
