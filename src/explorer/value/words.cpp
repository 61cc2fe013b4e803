// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/value/words.h"

namespace perimeter {

const Words<ScalingKind>& scalingWords()
{
    static const Words<ScalingKind> words = {{"none", ScalingKind::None},
                                             {"standard", ScalingKind::Standard},
                                             {"robust", ScalingKind::Robust},
                                             {"minmax", ScalingKind::MinMax},
                                             {"log1p", ScalingKind::Log1p}};
    return words;
}

const Words<AxisScale>& axisWords()
{
    static const Words<AxisScale> words = {
        {"linear", AxisScale::Linear}, {"log", AxisScale::Log}, {"asinh", AxisScale::Asinh}};
    return words;
}

const Words<DetectorKind>& detectorWords()
{
    static const Words<DetectorKind> words = {{"ocsvm", DetectorKind::OneClassSvm},
                                              {"robust", DetectorKind::RobustCovariance},
                                              {"empirical", DetectorKind::EmpiricalCovariance},
                                              {"two-class", DetectorKind::TwoClassSvm}};
    return words;
}

const Words<KernelKind>& kernelWords()
{
    static const Words<KernelKind> words = {{"rbf", KernelKind::Rbf},
                                            {"linear", KernelKind::Linear},
                                            {"poly", KernelKind::Polynomial},
                                            {"sigmoid", KernelKind::Sigmoid}};
    return words;
}

const Words<Solver>& solverWords()
{
    static const Words<Solver> words = {{"fast", Solver::Fast}, {"libsvm", Solver::Libsvm}};
    return words;
}

const Words<McdConvention>& conventionWords()
{
    static const Words<McdConvention> words = {{"sklearn", McdConvention::ScikitLearn},
                                               {"robustbase", McdConvention::Robustbase}};
    return words;
}

const Words<Encoding>& encodingWords()
{
    static const Words<Encoding> words = {{"utf-8", Encoding::Utf8},
                                          {"utf-16le", Encoding::Utf16LittleEndian},
                                          {"utf-16be", Encoding::Utf16BigEndian},
                                          {"latin-1", Encoding::Latin1}};
    return words;
}

const Words<Variation::Aspect>& aspectWords()
{
    static const Words<Variation::Aspect> words = {
        {"none", Variation::Aspect::None},       {"detector", Variation::Aspect::Detector},
        {"scaling", Variation::Aspect::Scaling}, {"nu", Variation::Aspect::Nu},
        {"kernel", Variation::Aspect::Kernel},   {"axes", Variation::Aspect::Axes}};
    return words;
}

const Words<SweepPlan::Over>& sweepWords()
{
    static const Words<SweepPlan::Over> words = {{"nu", SweepPlan::Over::Nu},
                                                 {"gamma", SweepPlan::Over::Gamma},
                                                 {"contamination", SweepPlan::Over::Contamination},
                                                 {"kernel", SweepPlan::Over::Kernel}};
    return words;
}

const Words<TestScaling>& testScalingWords()
{
    static const Words<TestScaling> words = {{"training", TestScaling::AsTraining}, {"own", TestScaling::Own}};
    return words;
}

const Words<OnePer::Rule>& onePerWords()
{
    static const Words<OnePer::Rule> words = {{"first", OnePer::Rule::First},
                                              {"last", OnePer::Rule::Last},
                                              {"largest", OnePer::Rule::Largest},
                                              {"sum", OnePer::Rule::Sum}};
    return words;
}

const Words<ColumnKind>& columnKindWords()
{
    static const Words<ColumnKind> words = {{"number", ColumnKind::Number},
                                            {"boolean", ColumnKind::Boolean},
                                            {"time", ColumnKind::Time},
                                            {"duration", ColumnKind::Duration},
                                            {"text", ColumnKind::Text}};
    return words;
}

const Words<Format>& formatWords()
{
    static const Words<Format> words = {{"delimited", Format::Delimited},
                                        {"jsonlines", Format::JsonLines},
                                        {"parquet", Format::Parquet},
                                        {"zeek", Format::ZeekLog}};
    return words;
}

} // namespace perimeter
