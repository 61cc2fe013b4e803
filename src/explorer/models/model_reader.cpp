// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/models/model_reader.h"

#include "explorer/documents/preparation_json.h"
#include "explorer/models/model_document.h"
#include "explorer/storage/checked_file.h"
#include "explorer/storage/json_document.h"
#include "explorer/value/words.h"

#include <set>

namespace perimeter {

namespace {

constexpr std::size_t mostFeatures = 1000;
constexpr std::size_t mostColumns = 100'000;
constexpr std::size_t mostVectors = 50'000'000;
constexpr DocumentKind modelDocument = {.mark = "perimeter_model",
                                        .newestFormat = modelFormat,
                                        .notOne = ErrorCode::NotAModel,
                                        .cutOff = ErrorCode::ModelCutOff,
                                        .tooNew = ErrorCode::ModelTooNew,
                                        .damaged = ErrorCode::ModelDamaged};
constexpr double tiny = std::numeric_limits<double>::min();

/// Different names, none of them empty.
std::vector<std::string> readNames(const JsonMember& member, std::size_t most)
{
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (const JsonMember& element : member.elements(most)) {
        names.push_back(element.text());
        if (names.back().empty() || !seen.insert(names.back()).second)
            element.fail();
    }
    if (names.empty())
        member.fail();
    return names;
}

void readTraining(const JsonMember& training, TrainedModel& model)
{
    model.rowsRead = training["rows"]["read"].integer();
    model.rowsUsed = training["rows"]["used"].integer();
    model.rowsLeftOut = training["rows"]["left_out"].integer();
    for (const JsonMember& file : training["files"].elements(mostFeatures))
        model.files.push_back(
            {.name = file["name"].text(), .bytes = file["bytes"].integer(), .sha256 = file["sha256"].text()});
    for (const JsonMember& column : training["columns"].elements(mostColumns))
        model.columns.push_back({.name = column["name"].text(), .kind = column["kind"].word(columnKindWords())});
}

Scaling readScaling(const JsonMember& scaling, Eigen::Index features)
{
    Scaling read{.kind = scaling["kind"].word(scalingWords()),
                 .center = scaling["center"].vector(features),
                 .spread = scaling["spread"].vector(features)};
    if ((read.spread.array() < 0).any())
        scaling["spread"].fail();
    return read;
}

/// f of either SVM.
OneClassSvm readFunction(const JsonMember& member, Eigen::Index features)
{
    OneClassSvm svm{.kernel = {.kind = member["kernel"].word(kernelWords()),
                               .gamma = member["gamma"].number(tiny),
                               .degree = static_cast<int>(member["degree"].integer(1, 100)),
                               .coef0 = member["coef0"].number()},
                    .supportVectors = member["support_vectors"].matrix(features, mostVectors),
                    .alpha = {},
                    .rho = member["rho"].number(),
                    .tau = member["tau"].number(0),
                    .supportRows = member["support_rows"].integer(),
                    .bounded = member["bounded"].integer()};
    svm.alpha = member["alpha"].vector(svm.supportVectors.rows());
    if (svm.supportVectors.rows() == 0)
        member["support_vectors"].fail();
    return svm;
}

OneClassSvm readOneClass(const JsonMember& member, Eigen::Index features)
{
    OneClassSvm svm = readFunction(member, features);
    svm.nu = member["nu"].number(tiny, 1);
    if (!(svm.alpha.array() > 0).all())
        member["alpha"].fail();
    return svm;
}

TwoClassSvm readTwoClass(const JsonMember& member, Eigen::Index features)
{
    return {.function = readFunction(member, features),
            .cost = member["cost"].number(tiny),
            .weights = {member["outlier_weight"].number(tiny), member["inlier_weight"].number(tiny)}};
}

/// What makes it ready to score, once all of it is known to be good.
void makeReady(TrainedDetector& detector)
{
    OneClassSvm* svm = std::get_if<OneClassSvm>(&detector.model);
    if (TwoClassSvm* const twoClass = std::get_if<TwoClassSvm>(&detector.model))
        svm = &twoClass->function;
    if (svm)
        svm->expansion = std::make_shared<const KernelExpansion>(svm->kernel, svm->supportVectors, svm->alpha);
}

CovarianceModel readCovariance(const JsonMember& member, Eigen::Index features)
{
    const auto square = [&](const char* name) -> Eigen::MatrixXd {
        const RowMatrix rows = member[name].matrix(features, static_cast<std::size_t>(features));
        if (rows.rows() == features)
            return rows;
        member[name].fail();
        return Eigen::MatrixXd::Zero(features, features);
    };
    CovarianceModel covariance;
    covariance.location = member["location"].vector(features);
    covariance.covariance = square("covariance");
    covariance.precision = square("precision");
    covariance.threshold = member["threshold"].number(0);
    return covariance;
}

TrainingRanks readRanks(const JsonMember& member)
{
    const auto size = static_cast<Eigen::Index>(member["score"].elements(TrainingRanks::mostLevels).size());
    const Eigen::VectorXd scores = member["score"].vector(size);
    const Eigen::VectorXd rows = member["rows"].vector(size);
    std::vector<TrainingRanks::Level> levels;
    for (Eigen::Index i = 0; i < size; ++i) {
        if (i > 0 && !(scores[i] < scores[i - 1] && rows[i] > rows[i - 1]))
            member.fail();
        if (!(rows[i] >= 1 && rows[i] <= 0x1p53))
            member["rows"].fail();
        else
            levels.push_back({scores[i], static_cast<std::int64_t>(rows[i])});
    }
    return TrainingRanks(std::move(levels));
}

ModelDetector readDetector(const JsonMember& member, Eigen::Index features)
{
    const DetectorKind kind = member["detector"].word(detectorWords());
    const TrainingRanks ranks = readRanks(member["ranks"]);
    if (kind == DetectorKind::OneClassSvm)
        return {{kind, readOneClass(member, features)}, ranks};
    if (kind == DetectorKind::TwoClassSvm)
        return {{kind, readTwoClass(member, features)}, ranks};
    CovarianceModel covariance = readCovariance(member, features);
    if (kind == DetectorKind::EmpiricalCovariance)
        return {{kind, std::move(covariance)}, ranks};
    RobustCovariance robust;
    robust.model = std::move(covariance);
    return {{kind, std::move(robust)}, ranks};
}

} // namespace

Expected<TrainedModel> readModel(const std::string& path)
{
    PERIMETER_TRY(const std::string text, readChecked(path));
    PERIMETER_TRY(const JsonMember opened, openDocument(text, path, modelDocument));
    const JsonMember& root = opened;
    TrainedModel model;
    model.version = root["perimeter_model"].text();
    readTraining(root["training"], model);
    model.preparation = readPreparation(root["preparation"]);
    model.features = readNames(root["features"], mostFeatures);
    const auto features = static_cast<Eigen::Index>(model.features.size());
    model.scaling = readScaling(root["scaling"], features);
    const std::vector<JsonMember> detectors = root["detectors"].elements(mostFeatures);
    for (const JsonMember& detector : detectors) {
        if (root.wrongPlace())
            break;
        model.detectors.push_back(readDetector(detector, features));
    }
    if (detectors.empty())
        root["detectors"].fail();
    if (root.wrongPlace())
        return Unexpected(ErrorCode::ModelDamaged, {path, *root.wrongPlace()});
    for (ModelDetector& each : model.detectors)
        makeReady(each.detector);
    return model;
}

} // namespace perimeter
