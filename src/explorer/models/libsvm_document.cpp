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
    PERIMETER_TRY(const std::string text, readChecked(path));
    if (text.starts_with('{') && text.find("\"perimeter_model\"") != std::string::npos)
        return Unexpected(ErrorCode::LibsvmModelOurs, {path});
    PERIMETER_TRY(OneClassSvm svm, readLibsvmModel(text, path, columns, !range.empty()));
    svm.expansion = std::make_shared<const KernelExpansion>(svm.kernel, svm.supportVectors, svm.alpha);
    TrainedModel model;
    model.features = features;
    model.scaling = {ScalingKind::None, Eigen::VectorXd::Zero(columns), Eigen::VectorXd::Ones(columns)};
    if (!range.empty()) {
        PERIMETER_TRY(const std::string ranges, readChecked(range));
        PERIMETER_TRY(const Scaling scaling, readLibsvmRange(ranges, range, columns));
        model.scaling = scaling;
        for (Eigen::Index column = 0; column < columns; ++column)
            if (std::isinf(scaling.spread[column]))
                model.notices.push_back(
                    {NoticeCode::FeatureNotInRange, {features[static_cast<std::size_t>(column)], range}});
    }
    model.detectors.push_back({{DetectorKind::OneClassSvm, std::move(svm)}, {}});
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
    PERIMETER_TRY(const std::string range, asLibsvmRange(model.scaling));
    PERIMETER_CHECK(files.add(libsvmRangePath(path), range));
    return files.add(path, asLibsvmModel(*found->detector.svm()));
}

} // namespace perimeter
