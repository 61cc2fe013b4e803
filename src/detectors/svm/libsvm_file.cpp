// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/svm/libsvm_file.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

namespace perimeter {

namespace {

constexpr std::array kernelNames = {std::pair(KernelKind::Linear, std::string_view("linear")),
                                    std::pair(KernelKind::Polynomial, std::string_view("polynomial")),
                                    std::pair(KernelKind::Rbf, std::string_view("rbf")),
                                    std::pair(KernelKind::Sigmoid, std::string_view("sigmoid"))};

std::string numbered(Eigen::Index index, double value)
{
    return ' ' + std::to_string(index + 1) + ':' + formatNumber(value);
}

/// The next line, without its end.
std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::string_view takeWord(std::string_view& line)
{
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(end);
    return word;
}

std::optional<double> finite(std::string_view word)
{
    const std::optional<double> number = parseNumber(word);
    return number && std::isfinite(*number) ? number : std::nullopt;
}

/// The lines above the support vectors.
struct Header {
    OneClassSvm svm;
    std::optional<double> supportVectors;
    std::string type;
    bool hasKernel = false;
    bool hasGamma = false;
    bool hasDegree = false;
    bool hasCoef0 = false;
    bool hasRho = false;

    /// Whether nothing is missing that its kernel computes with.
    [[nodiscard]] bool isWhole() const
    {
        const KernelKind kind = svm.kernel.kind;
        const bool isPolynomial = kind == KernelKind::Polynomial;
        return hasKernel && hasRho && supportVectors && (hasGamma || kind == KernelKind::Linear) &&
               (hasDegree || !isPolynomial) && (hasCoef0 || !(isPolynomial || kind == KernelKind::Sigmoid)) &&
               svm.kernel.gamma > 0;
    }
};

/// False where the line cannot be.
bool readHeaderLine(std::string_view line, Header& header)
{
    const std::string_view name = takeWord(line);
    const std::string_view word = takeWord(line);
    Kernel& kernel = header.svm.kernel;
    if (name == "svm_type") {
        header.type = word;
        return true;
    }
    if (name == "kernel_type") {
        const auto named = std::ranges::find(kernelNames, word, &decltype(kernelNames)::value_type::second);
        header.hasKernel = named != kernelNames.end();
        kernel.kind = header.hasKernel ? named->first : kernel.kind;
        return header.hasKernel;
    }
    const std::optional<double> number = finite(word);
    if (!number)
        return false;
    if (name == "gamma")
        kernel.gamma = *number;
    else if (name == "coef0")
        kernel.coef0 = *number;
    else if (name == "degree" && *number >= 1 && *number <= 100 && *number == std::floor(*number))
        kernel.degree = static_cast<int>(*number);
    else if (name == "rho")
        header.svm.rho = *number;
    else if (name == "total_sv")
        header.supportVectors = number;
    else
        return name == "nr_class" && *number == 2;
    header.hasGamma = header.hasGamma || name == "gamma";
    header.hasDegree = header.hasDegree || name == "degree";
    header.hasCoef0 = header.hasCoef0 || name == "coef0";
    header.hasRho = header.hasRho || name == "rho";
    return true;
}

/// The lines below.
struct SupportVectors {
    std::vector<double> values;
    std::vector<double> alphas;
    double mostIndex = 0; ///< of all features in them, from 1
};

/// “alpha 1:x 2:y”, indices ascending; features that are not there are 0. False where the line cannot be; an index
/// above `features` can, and is seen in `mostIndex`.
bool readSupportVector(std::string_view line, Eigen::Index features, SupportVectors& vectors)
{
    const std::optional<double> alpha = finite(takeWord(line));
    if (!alpha || *alpha <= 0)
        return false;
    vectors.alphas.push_back(*alpha);
    const std::size_t before = vectors.values.size();
    vectors.values.resize(before + static_cast<std::size_t>(features), 0.0);
    double last = 0;
    for (std::string_view word = takeWord(line); !word.empty(); word = takeWord(line)) {
        const std::size_t colon = std::min(word.find(':'), word.size() - 1);
        const std::optional<double> index = finite(word.substr(0, colon));
        const std::optional<double> value = finite(word.substr(colon + 1));
        if (!index || !value || *index <= last || *index != std::floor(*index))
            return false;
        last = *index;
        vectors.mostIndex = std::max(vectors.mostIndex, last);
        if (last <= static_cast<double>(features))
            vectors.values[before + static_cast<std::size_t>(last) - 1] = *value;
    }
    return true;
}

Unexpected featureUnnamed(const std::string& path, std::size_t line, double index, Eigen::Index features)
{
    return {ErrorCode::LibsvmFeatureUnnamed,
            {path, std::to_string(line), formatNumber(index), std::to_string(features)}};
}

} // namespace

std::string asLibsvmModel(const OneClassSvm& svm)
{
    const Kernel& kernel = svm.kernel;
    const auto named = std::ranges::find(kernelNames, kernel.kind, &decltype(kernelNames)::value_type::first);
    std::string text = "svm_type one_class\nkernel_type " + std::string(named->second) + '\n';
    if (kernel.kind == KernelKind::Polynomial)
        text += "degree " + std::to_string(kernel.degree) + '\n';
    if (kernel.kind != KernelKind::Linear)
        text += "gamma " + formatNumber(kernel.gamma) + '\n';
    if (kernel.kind == KernelKind::Polynomial || kernel.kind == KernelKind::Sigmoid)
        text += "coef0 " + formatNumber(kernel.coef0) + '\n';
    text += "nr_class 2\ntotal_sv " + std::to_string(svm.supportVectors.rows()) + "\nrho " + formatNumber(svm.rho) +
            "\nSV\n";
    for (Eigen::Index row = 0; row < svm.supportVectors.rows(); ++row) {
        text += formatNumber(svm.alpha[row]);
        for (Eigen::Index column = 0; column < svm.supportVectors.cols(); ++column)
            text += numbered(column, svm.supportVectors(row, column));
        text += " \n";
    }
    return text;
}

Expected<std::string> asLibsvmRange(const Scaling& scaling)
{
    if (scaling.kind == ScalingKind::Log1p)
        return Unexpected(ErrorCode::ScalingNotLinear);
    // From [min, max] to [0, 1], as svm-scale has it: from [centre, centre + spread].
    std::string text = "x\n0 1\n";
    for (Eigen::Index column = 0; column < scaling.center.size(); ++column) {
        const bool isNone = scaling.kind == ScalingKind::None;
        const double center = isNone ? 0 : scaling.center[column];
        const double spread = isNone || scaling.spread[column] == 0 ? 1 : scaling.spread[column];
        text += std::to_string(column + 1) + ' ' + formatNumber(center) + ' ' + formatNumber(center + spread) + '\n';
    }
    return text;
}

Expected<Scaling> readLibsvmRange(std::string_view text, const std::string& path, Eigen::Index features)
{
    std::size_t number = 1;
    const auto damaged = [&] { return Unexpected(ErrorCode::LibsvmModelDamaged, {path, std::to_string(number)}); };
    if (takeLine(text) != "x")
        return damaged();
    ++number;
    std::string_view bounds = takeLine(text);
    const std::optional<double> lower = finite(takeWord(bounds));
    const std::optional<double> upper = finite(takeWord(bounds));
    if (!lower || !upper || !(*lower < *upper))
        return damaged();
    // svm-scale leaves constant features out of the file and of every row, where they count as 0.
    Scaling scaling{ScalingKind::MinMax, Eigen::VectorXd::Zero(features),
                    Eigen::VectorXd::Constant(features, std::numeric_limits<double>::infinity())};
    while (!text.empty()) {
        ++number;
        std::string_view line = takeLine(text);
        const std::optional<double> index = finite(takeWord(line));
        const std::optional<double> least = finite(takeWord(line));
        const std::optional<double> most = finite(takeWord(line));
        if (!index || !least || !most || *index < 1 || *index != std::floor(*index) || !(*least <= *most))
            return damaged();
        if (*index > static_cast<double>(features))
            return featureUnnamed(path, number, *index, features);
        if (*least == *most)
            continue;
        // lower + (upper − lower) (x − least) / (most − least) = (x − center) / spread
        const auto column = static_cast<Eigen::Index>(*index) - 1;
        scaling.spread[column] = (*most - *least) / (*upper - *lower);
        scaling.center[column] = *least - *lower * scaling.spread[column];
    }
    return scaling;
}

Expected<OneClassSvm> readLibsvmModel(std::string_view text, const std::string& path, Eigen::Index features,
                                      bool isRangeGiven)
{
    std::size_t number = 0;
    const auto damaged = [&] { return Unexpected(ErrorCode::LibsvmModelDamaged, {path, std::to_string(number)}); };
    Header header;
    for (std::string_view line; line != "SV";) {
        if (text.empty())
            return damaged();
        ++number;
        line = takeLine(text);
        if (line != "SV" && !readHeaderLine(line, header))
            return damaged();
        // What follows differs from type to type.
        if (!header.type.empty() && header.type != "one_class")
            return Unexpected(ErrorCode::LibsvmModelNotOneClass, {path, header.type});
    }
    if (header.type.empty() || !header.isWhole())
        return damaged();
    SupportVectors vectors;
    while (!text.empty()) {
        ++number;
        if (!readSupportVector(takeLine(text), features, vectors))
            return damaged();
        if (vectors.mostIndex > static_cast<double>(features))
            return featureUnnamed(path, number, vectors.mostIndex, features);
    }
    const auto rows = static_cast<Eigen::Index>(vectors.alphas.size());
    if (rows == 0 || static_cast<double>(rows) != *header.supportVectors)
        return damaged();
    if (!isRangeGiven && vectors.mostIndex < static_cast<double>(features))
        return Unexpected(ErrorCode::LibsvmFeaturesFewer,
                          {path, formatNumber(vectors.mostIndex), std::to_string(features)});
    OneClassSvm svm = std::move(header.svm);
    svm.supportVectors = Eigen::Map<const RowMatrix>(vectors.values.data(), rows, features);
    svm.alpha = Eigen::Map<const Eigen::VectorXd>(vectors.alphas.data(), rows);
    svm.supportRows = rows;
    return svm;
}

} // namespace perimeter
