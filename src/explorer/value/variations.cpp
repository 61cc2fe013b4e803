// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/value/variations.h"

namespace perimeter {

namespace {

/// One choice of a variation applied to a plan.
std::vector<LinePlan> vary(const LinePlan& plan, const Variation& variation)
{
    std::vector<LinePlan> plans;
    const auto add = [&](auto&& edit) {
        LinePlan varied = plan;
        edit(varied);
        plans.push_back(std::move(varied));
    };
    switch (variation.aspect) {
    case Variation::Aspect::None:
        plans.push_back(plan);
        break;
    case Variation::Aspect::Detector:
        for (const DetectorKind detector : plan.exploration.detectors)
            add([&](LinePlan& varied) { varied.detector = detector; });
        break;
    case Variation::Aspect::Scaling:
        for (const ScalingKind scaling : variation.scalings)
            add([&](LinePlan& varied) { varied.exploration.scaling = scaling; });
        break;
    case Variation::Aspect::Nu:
        for (const double nu : variation.nus)
            add([&](LinePlan& varied) { varied.exploration.settings.svm.nu = nu; });
        break;
    case Variation::Aspect::Kernel:
        for (const KernelKind kernel : variation.kernels)
            add([&](LinePlan& varied) { varied.exploration.settings.svm.kernel = kernel; });
        break;
    case Variation::Aspect::Axes:
        for (const AxisPair& axes : variation.axes)
            add([&](LinePlan& varied) {
                varied.exploration.x.column = axes.x;
                varied.exploration.y.column = axes.y;
            });
        break;
    }
    return plans;
}

} // namespace

Variation usualVariation(const Variation& variation, const Exploration& exploration)
{
    Variation usual = variation;
    if (usual.scalings.empty())
        usual.scalings = {ScalingKind::None, ScalingKind::Standard};
    if (usual.nus.empty())
        usual.nus = {0.15, 0.25, 0.05, 0.005};
    if (usual.kernels.empty())
        usual.kernels = {KernelKind::Rbf, KernelKind::Linear, KernelKind::Polynomial, KernelKind::Sigmoid};
    if (usual.axes.empty())
        usual.axes = {{exploration.x.column, exploration.y.column}, {exploration.y.column, exploration.x.column}};
    return usual;
}

Exploration detectorByDetector(Exploration exploration)
{
    exploration.panes = {.aspect = Variation::Aspect::Detector};
    exploration.lines = {};
    return exploration;
}

std::vector<PanePlan> planPanes(const Exploration& exploration)
{
    const Variation panes = usualVariation(exploration.panes, exploration);
    const Variation lines = usualVariation(exploration.lines, exploration);
    const LinePlan whole = {exploration,
                            exploration.detectors.empty() ? DetectorKind::OneClassSvm : exploration.detectors.front()};
    std::vector<PanePlan> plans;
    for (const LinePlan& pane : vary(whole, panes))
        plans.push_back({pane.exploration, vary(pane, lines)});
    return plans;
}

} // namespace perimeter
