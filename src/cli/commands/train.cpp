// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/train.h"

#include "base/output_path.h"
#include "cli/console/output.h"
#include "cli/flags/flag_words.h"
#include "cli/flags/options.h"
#include "explorer/models/libsvm_document.h"
#include "explorer/models/model_document.h"
#include "explorer/models/trained_model.h"
#include "explorer/storage/written_file.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace perimeter {

namespace {

struct TrainOutput {
    std::string model;
    std::string libsvm = {}; ///< path of a model file of libsvm beside it, or empty

    /// Of all files that are written.
    [[nodiscard]] std::vector<std::string> paths() const
    {
        if (libsvm.empty())
            return {model};
        return {model, libsvm, libsvmRangePath(libsvm)};
    }
};

struct TrainFlags {
    Options options;
    std::string features;
    CLI::Option* featuresGiven = nullptr;
    TrainOutput output;
};

struct TrainText {
    Q_DECLARE_TR_FUNCTIONS(TrainText)
};

void printTrained(const TrainedModel& model, const std::string& path)
{
    const QLocale locale;
    const auto whole = [&](std::int64_t count) { return locale.toString(static_cast<qlonglong>(count)); };
    QStringList detectors;
    for (const ModelDetector& each : model.detectors)
        detectors.append(nameOf(each.detector.kind));
    QStringList features;
    for (const std::string& feature : model.features)
        features.append(text(feature));
    print(TrainText::tr("Wrote %1: %2, trained on %3 of %4 rows.")
              .arg(text(path), detectors.join(QStringLiteral(", ")), whole(model.rowsUsed), whole(model.rowsRead)));
    print(TrainText::tr("Features: %1.").arg(features.join(QStringLiteral(", "))));
}

/// Of all features, or of the axes where none is named.
Expected<void> trainAndWrite(const Exploration& exploration, const std::vector<std::string>& features,
                             const TrainOutput& output)
{
    for (const std::string& path : output.paths())
        PERIMETER_CHECK(checkOutputPath(path));
    Pipeline pipeline;
    NoProgress progress;
    std::vector<std::string> names = features;
    if (names.empty()) {
        PERIMETER_TRY(const Exploration resolved, pipeline.resolved(exploration, progress));
        names = {resolved.x.column, resolved.y.column};
    }
    PERIMETER_TRY(const TrainedModel model, trainModel(pipeline, exploration, names, progress));
    WrittenFiles files;
    if (!output.libsvm.empty())
        PERIMETER_CHECK(addLibsvm(files, model, output.libsvm));
    PERIMETER_CHECK(files.add(output.model, asDocument(model)));
    PERIMETER_CHECK(files.commit());
    printNotices(model.notices);
    printTrained(model, output.model);
    return {};
}

/// What libsvm's files cannot hold, or where they cannot go.
Expected<void> checkLibsvm(const TrainFlags& flags, const Exploration& exploration)
{
    if (flags.output.libsvm.empty())
        return {};
    std::set<std::filesystem::path> paths;
    std::error_code ignored;
    for (const std::string& path : flags.output.paths())
        if (!paths.insert(std::filesystem::weakly_canonical(std::filesystem::absolute(path), ignored)).second)
            return badFlag("--libsvm", flags.output.libsvm, "another name than the model's");
    if (std::ranges::find(exploration.detectors, DetectorKind::OneClassSvm) == exploration.detectors.end())
        return Unexpected(ErrorCode::LibsvmNeedsOneClass);
    return exploration.scaling == ScalingKind::Log1p ? Unexpected(ErrorCode::ScalingNotLinear) : Expected<void>();
}

Expected<Action> planTrain(const TrainFlags& flags)
{
    const Expected<Exploration> exploration = flags.options.exploration();
    if (!exploration)
        return exploration.unexpected();
    std::vector<std::string> features;
    if (flags.featuresGiven->count() > 0) {
        if (const std::optional<std::string> axis = flags.options.givenAxis())
            return Unexpected(ErrorCode::FlagsClash, {"--features", *axis});
        PERIMETER_TRY(const std::vector<std::string> read, readFeatures(flags.features));
        features = read;
    }
    PERIMETER_CHECK(checkLibsvm(flags, *exploration));
    return Action([exploration = *exploration, features, output = flags.output] {
        return trainAndWrite(exploration, features, output);
    });
}

} // namespace

Subcommand addTrain(CLI::App& app)
{
    auto flags = std::make_shared<TrainFlags>();
    CLI::App* const command = app.add_subcommand("train", "Write a model of the detectors, to score other rows by");
    flags->options.addPreparation(*command);
    flags->options.addDetection(*command);
    flags->options.addLabels(*command, "");
    flags->featuresGiven =
        command->add_option("--features", flags->features, "Columns learned from together; --x and --y when absent");
    flags->featuresGiven->type_name("a,b,c");
    command->add_option("-o,--output", flags->output.model, "Where to write")->required()->type_name("MODEL.json");
    command
        ->add_option("--libsvm", flags->output.libsvm,
                     "Write the one-class SVM for svm-predict too, and its scaling for svm-scale to OUT.range")
        ->type_name("OUT");
    return {command, [flags] { return planTrain(*flags); }};
}

} // namespace perimeter
