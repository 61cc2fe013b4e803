// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/models/libsvm_document.h"

#include "detectors/svm/libsvm_file.h"
#include "explorer/models/model_document.h"
#include "explorer/storage/checked_file.h"

#include <algorithm>
#include <cmath>

namespace perimeter {

Expected<TrainedModel> readLibsvm(const std::string& path, const std::vector<std::string>& features,
                                  const std::string& range)
{
    const auto columns = static_cast<Eigen::Index>(features.size());
    const Expected<std::string> text = readChecked(path);
    if (!text)
        return text.unexpected();
    if (text->starts_with('{') && text->find("\"perimeter_model\"") != std::string::npos)
        return Unexpected(ErrorCode::LibsvmModelOurs, {path});
    Expected<OneClassSvm> svm = readLibsvmModel(*text, path, columns, !range.empty());
    if (!svm)
        return svm.unexpected();
    svm->expansion = std::make_shared<const KernelExpansion>(svm->kernel, svm->supportVectors, svm->alpha);
    TrainedModel model;
    model.features = features;
    model.scaling = {ScalingKind::None, Eigen::VectorXd::Zero(columns), Eigen::VectorXd::Ones(columns)};
    if (!range.empty()) {
        const Expected<std::string> ranges = readChecked(range);
        if (!ranges)
            return ranges.unexpected();
        const Expected<Scaling> scaling = readLibsvmRange(*ranges, range, columns);
        if (!scaling)
            return scaling.unexpected();
        model.scaling = *scaling;
        for (Eigen::Index column = 0; column < columns; ++column)
            if (std::isinf(scaling->spread[column]))
                model.notices.push_back(
                    {NoticeCode::FeatureNotInRange, {features[static_cast<std::size_t>(column)], range}});
    }
    model.detectors.push_back({{DetectorKind::OneClassSvm, *std::move(svm)}, {}});
    return model;
}

std::string libsvmRangePath(const std::string& path)
{
    return path + ".range";
}

Expected<void> addLibsvm(WrittenFiles& files, const TrainedModel& model, const std::string& path)
{
    const auto found = std::ranges::find_if(
        model.detectors, [](const ModelDetector& each) { return each.detector.kind == DetectorKind::OneClassSvm; });
    if (found == model.detectors.end())
        return Unexpected(ErrorCode::LibsvmNeedsOneClass);
    const Expected<std::string> range = asLibsvmRange(model.scaling);
    if (!range)
        return range.unexpected();
    if (const Expected<void> added = files.add(libsvmRangePath(path), *range); !added)
        return added;
    return files.add(path, asLibsvmModel(*found->detector.svm()));
}

} // namespace perimeter
