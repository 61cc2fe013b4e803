// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/exploration.h"

#include <random>
#include <string>
#include <vector>

namespace perimeter {

/// Explorations of every kind, most of them such as nobody would make.
class RandomExploration {
public:
    explicit RandomExploration(std::uint64_t seed) : m_random(seed) {}

    [[nodiscard]] Exploration make(const std::string& path)
    {
        Exploration made;
        made.source.path = path;
        made.source.dialect = dialect();
        made.preparation = preparation();
        made.x = {name(), one({AxisScale::Linear, AxisScale::Log, AxisScale::Asinh})};
        made.y = {name(), one({AxisScale::Linear, AxisScale::Log, AxisScale::Asinh})};
        made.scaling = scaling();
        made.binning = {one({Binning::Mode::Auto, Binning::Mode::Exact, Binning::Mode::Always}), whole(0, 1'000'000)};
        made.detectors = {one({DetectorKind::OneClassSvm, DetectorKind::RobustCovariance}),
                          one({DetectorKind::EmpiricalCovariance, DetectorKind::TwoClassSvm})};
        made.settings = settings();
        made.labels = {.column = maybe() ? name() : "", .byHand = labels()};
        made.panes = variation();
        made.lines = variation();
        if (maybe())
            made.view = View{real(), real(), real(), real(), maybe()};
        return made;
    }

    [[nodiscard]] std::int64_t whole(std::int64_t least, std::int64_t most)
    {
        return std::uniform_int_distribution<std::int64_t>(least, most)(m_random);
    }

private:
    bool maybe() { return whole(0, 1) == 1; }
    double real() { return std::normal_distribution<double>(0, 1e6)(m_random); }
    double share() { return std::uniform_real_distribution<double>(1e-6, 0.5)(m_random); }

    template <typename Value>
    Value one(std::initializer_list<Value> values)
    {
        return values.begin()[whole(0, static_cast<std::int64_t>(values.size()) - 1)];
    }

    std::string name()
    {
        return one<std::string>({"uplink", "id.orig_h", "ν \"quoted\"", "a, b", "two\nlines", "back\\slash", "列"});
    }
    ScalingKind scaling()
    {
        return one(
            {ScalingKind::None, ScalingKind::Standard, ScalingKind::Robust, ScalingKind::MinMax, ScalingKind::Log1p});
    }
    KernelKind kernel()
    {
        return one({KernelKind::Rbf, KernelKind::Linear, KernelKind::Polynomial, KernelKind::Sigmoid});
    }

    DialectChoice dialect()
    {
        DialectChoice choice;
        if (maybe())
            choice.encoding = one({Encoding::Utf8, Encoding::Latin1, Encoding::Utf16BigEndian});
        if (maybe())
            choice.delimiter = one({',', '\t', ';', '|'});
        if (maybe())
            choice.quote = one<std::optional<char>>({std::nullopt, '"', '\'', '|'});
        if (maybe())
            choice.decimal = one({'.', ','});
        if (maybe())
            choice.header = maybe();
        if (maybe())
            choice.names = {name(), name()};
        return choice;
    }

    Preparation preparation()
    {
        const std::vector<PreparationStep> steps = {
            Where{"service_id = 9000 AND \"odd, name\" > 3"},
            Derive{"rate", "uplink / duration", {ZeroDivision::Rule::Floor, 0.5}},
            Derive{name(), "a + b", {ZeroDivision::Rule::LeaveOut, 0}},
            OnePer{name(), OnePer::Rule::Largest},
            Select{Select::Rule::Drop, {name(), "b"}},
            Summarise{{"client"}, {{"n", Aggregate::Function::Count, ""}, {"m", Aggregate::Function::Mean, "a"}}},
            Next{{"service"}, "client", "ts"},
            Unit{{name()}, "bytes"}};
        Preparation made;
        for (std::int64_t i = whole(0, 4); i > 0; --i)
            made.steps.push_back(
                steps[static_cast<std::size_t>(whole(0, static_cast<std::int64_t>(steps.size()) - 1))]);
        return made;
    }

    DetectorSettings settings()
    {
        DetectorSettings made;
        made.svm = {.nu = share(),
                    .kernel = kernel(),
                    .gamma = maybe() ? GammaChoice{GammaChoice::Rule::Value, share()}
                                     : GammaChoice{one({GammaChoice::Rule::Scale, GammaChoice::Rule::Auto})},
                    .degree = static_cast<int>(whole(1, 9)),
                    .coef0 = real(),
                    .tolerance = share(),
                    .solver = one({Solver::Fast, Solver::Libsvm})};
        if (maybe())
            made.contamination = share();
        if (maybe())
            made.supportFraction = 0.5 + share();
        made.convention = one({McdConvention::ScikitLearn, McdConvention::Robustbase});
        made.seed = m_random();
        made.twoClass = {.kernel = one({KernelKind::Rbf, KernelKind::Linear}), .cost = share()};
        if (maybe())
            made.twoClass.weights = ClassWeights{share(), share()};
        return made;
    }

    RowLabels labels()
    {
        std::vector<RowLabels::Entry> entries;
        for (std::int64_t i = whole(0, 60); i > 0; --i)
            entries.push_back({RowNumber{whole(1, 50)}, one({RowLabel::Inlier, RowLabel::Outlier})});
        return RowLabels(std::move(entries));
    }

    Variation variation()
    {
        Variation made{.aspect = one({Variation::Aspect::None, Variation::Aspect::Nu, Variation::Aspect::Kernel,
                                      Variation::Aspect::Scaling, Variation::Aspect::Axes})};
        for (std::int64_t i = whole(0, 3); i > 0; --i) {
            made.nus.push_back(share());
            made.kernels.push_back(kernel());
            made.scalings.push_back(scaling());
            made.axes.push_back({name(), name()});
        }
        return made;
    }

    std::mt19937_64 m_random;
};

} // namespace perimeter
