// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/value/presets.h"

#include "explorer/value/recipes.h"
#include "explorer/value/samples.h"

#include <QCoreApplication>

#include <algorithm>

namespace perimeter {

namespace {

struct PresetText {
    Q_DECLARE_TR_FUNCTIONS(PresetText)
};

constexpr double shareAboveAverage = 0.15; ///< ν and contamination of the study

/// What every figure of the study has in common, over a pair of columns.
Exploration figureOver(const Exploration& data, const std::string& x, const std::string& y)
{
    Exploration figure;
    figure.source = data.source;
    figure.preparation = data.preparation;
    figure.x.column = data.x.column.empty() ? x : data.x.column;
    figure.y.column = data.y.column.empty() ? y : data.y.column;
    figure.settings.svm.nu = shareAboveAverage;
    figure.settings.svm.gamma = {.rule = GammaChoice::Rule::Auto};
    figure.panes = {};
    figure.lines = {.aspect = Variation::Aspect::Detector};
    return figure;
}

} // namespace

std::vector<Preset> presets()
{
    return {
        {"study-6.1", PresetText::tr("Study 6.1: unscaled and scaled"),
         PresetText::tr("Three detectors over uplink and downlink, with and without scaling.")},
        {"study-6.2", PresetText::tr("Study 6.2: uplink and duration"),
         PresetText::tr("Three detectors over bytes up and the session's duration.")},
        {"study-6.3", PresetText::tr("Study 6.3: rate and rate"),
         PresetText::tr("Three detectors over bytes per second, up and down.")},
        {"study-6.4", PresetText::tr("Study 6.4: four ν"),
         PresetText::tr("One-class SVMs with ν = 0.15, 0.25, 0.05 and 0.005 over one scatter, seen from −5 to 20 "
                        "deviations.")},
        {"study-kernels", PresetText::tr("Study: linear and rbf"),
         PresetText::tr("On centred data a linear kernel has no frontier; min–max scaling gives it something to "
                        "separate.")},
    };
}

bool isPreset(const std::string& name)
{
    return std::ranges::any_of(presets(), [&](const Preset& preset) { return preset.name == name; });
}

Exploration applyPreset(const std::string& name, const Exploration& exploration)
{
    if (name == "study-6.2")
        return figureOver(exploration, "uplink", "duration");
    if (name == "study-6.3") {
        Exploration rates = figureOver(exploration, "uplink_rate", "downlink_rate");
        rates.preparation = withRates(rates.preparation);
        return rates;
    }
    Exploration figure = figureOver(exploration, "uplink", "downlink");
    if (name == "study-6.4") {
        figure.detectors = {DetectorKind::OneClassSvm};
        figure.lines = {.aspect = Variation::Aspect::Nu, .nus = {0.15, 0.25, 0.05, 0.005}};
        figure.view = View{.xMin = -5, .xMax = 20, .yMin = -5, .yMax = 20, .isScaled = true};
    } else if (name == "study-kernels") {
        figure.detectors = {DetectorKind::OneClassSvm};
        figure.scaling = ScalingKind::MinMax;
        figure.panes = {.aspect = Variation::Aspect::Kernel, .kernels = {KernelKind::Linear, KernelKind::Rbf}};
        figure.lines = {};
    } else {
        figure.panes = {.aspect = Variation::Aspect::Scaling, .scalings = {ScalingKind::None, ScalingKind::Standard}};
    }
    return figure;
}

Exploration presetSample()
{
    Exploration sample;
    sample.source = sampleExploration().source;
    sample.preparation.steps = mobileUnits();
    sample.preparation.steps.push_back(Where{"service_id = 9000"});
    sample.preparation.steps.push_back(OnePer{"subscriber", OnePer::Rule::First});
    return sample;
}

} // namespace perimeter
