// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/code/command_text.h"

#include "base/text.h"
#include "explorer/code/command_steps.h"
#include "explorer/value/words.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>

#include <algorithm>

namespace perimeter {

namespace {

struct CommandText {
    Q_DECLARE_TR_FUNCTIONS(CommandText)
};

void addFlag(Command& command, const std::string& flag, const std::string& value)
{
    // A value that begins as a flag does would be taken for one.
    if (value.starts_with('-')) {
        command.arguments.push_back(flag + "=" + value);
        return;
    }
    command.arguments.push_back(flag);
    command.arguments.push_back(value);
}

std::string joined(const std::vector<std::string>& words)
{
    std::string line;
    for (const std::string& word : words)
        line += (line.empty() ? "" : ",") + word;
    return line;
}

std::string wordOfCharacter(char character)
{
    return character == '\t' ? "tab" : std::string(1, character);
}

void addDialect(Command& command, const DialectChoice& dialect)
{
    if (dialect.delimiter)
        addFlag(command, "--delimiter", wordOfCharacter(*dialect.delimiter));
    if (dialect.quote)
        addFlag(command, "--quote", *dialect.quote ? wordOfCharacter(**dialect.quote) : "none");
    if (dialect.decimal)
        addFlag(command, "--decimal", std::string(1, *dialect.decimal));
    if (dialect.encoding)
        addFlag(command, "--encoding", wordOf(encodingWords(), *dialect.encoding));
    if (dialect.header == false)
        command.arguments.emplace_back("--no-header");
    else if (dialect.header)
        command.unsaid.push_back(CommandText::tr("That the first line holds names is left to be found from the file."));
    const std::string names = joined(dialect.names);
    const auto isAmbiguous = [](const std::string& name) {
        return name.empty() || name.find(',') != std::string::npos;
    };
    if (std::ranges::any_of(dialect.names, isAmbiguous) || names.starts_with('['))
        command.unsaid.push_back(CommandText::tr("The names given to the columns cannot be told by --names."));
    else if (!dialect.names.empty())
        addFlag(command, "--names", names);
}

void addJoins(Command& command, const std::vector<Join>& joins)
{
    for (const Join& join : joins) {
        const QString path = text(join.path);
        if (join.path.empty() || join.key.empty() || join.key.find(':') != std::string::npos) {
            command.unsaid.push_back(CommandText::tr("The join with %1 cannot be told by --join.").arg(path));
            continue;
        }
        addFlag(command, "--join", join.path + ":" + join.key);
        if (!(join.dialect == DialectChoice{}))
            command.unsaid.push_back(CommandText::tr("How %1 is written is left to be found from the file.").arg(path));
    }
}

/// The subcommand, FILE, how it is read and how it is prepared.
Command startCommand(const std::string& subcommand, const Exploration& exploration)
{
    Command command{{subcommand}, {}};
    const Source& source = exploration.source;
    if (!source.path.starts_with('-'))
        command.arguments.push_back(source.path);
    addDialect(command, source.dialect);
    addJoins(command, source.joins);
    const StepFlags steps = stepFlags(exploration.preparation);
    for (const auto& [flag, value] : steps.flags)
        addFlag(command, flag, value);
    command.unsaid.insert(command.unsaid.end(), steps.unsaid.begin(), steps.unsaid.end());
    return command;
}

Command finished(Command command, const Exploration& exploration, const std::string& output)
{
    addFlag(command, "-o", output);
    if (exploration.source.path.starts_with('-')) {
        command.arguments.emplace_back("--");
        command.arguments.push_back(exploration.source.path);
    }
    return command;
}

void addAxis(Command& command, const std::string& flag, const Axis& axis)
{
    if (!axis.column.empty())
        addFlag(command, flag, axis.column);
    if (axis.scale != AxisScale::Linear)
        addFlag(command, flag + "-axis", wordOf(axisWords(), axis.scale));
}

void addDetectors(Command& command, const Exploration& exploration)
{
    const std::vector<DetectorKind> all(allDetectors.begin(), allDetectors.end());
    std::vector<DetectorKind> detectors = exploration.detectors;
    if (exploration.labels.column.empty() && std::erase(detectors, DetectorKind::TwoClassSvm) > 0)
        command.unsaid.push_back(
            CommandText::tr("The two-class SVM is left out: it learns from labels that are in no column."));
    if (detectors.empty())
        command.unsaid.push_back(CommandText::tr("No detector is chosen; the command draws all three."));
    else if (detectors != all)
        for (const DetectorKind detector : detectors)
            addFlag(command, "--detector", wordOf(detectorWords(), detector));
}

void addOneClassSvm(Command& command, const OneClassSvmOptions& svm)
{
    const OneClassSvmOptions usual;
    addFlag(command, "--kernel", wordOf(kernelWords(), svm.kernel));
    addFlag(command, "--nu", formatNumber(svm.nu));
    if (svm.gamma.rule == GammaChoice::Rule::Auto)
        addFlag(command, "--gamma", "auto");
    else if (svm.gamma.rule == GammaChoice::Rule::Value)
        addFlag(command, "--gamma", formatNumber(svm.gamma.value));
    if (svm.degree != usual.degree)
        addFlag(command, "--degree", std::to_string(svm.degree));
    if (svm.coef0 != usual.coef0)
        addFlag(command, "--coef0", formatNumber(svm.coef0));
    if (svm.tolerance != usual.tolerance)
        addFlag(command, "--tolerance", formatNumber(svm.tolerance));
    if (svm.solver != usual.solver)
        addFlag(command, "--solver", wordOf(solverWords(), svm.solver));
}

void addOtherSettings(Command& command, const DetectorSettings& settings)
{
    const DetectorSettings usual;
    if (settings.contamination)
        addFlag(command, "--contamination", formatNumber(*settings.contamination));
    if (settings.supportFraction)
        addFlag(command, "--support-fraction", formatNumber(*settings.supportFraction));
    if (settings.convention != usual.convention)
        addFlag(command, "--convention", wordOf(conventionWords(), settings.convention));
    if (settings.seed != usual.seed)
        addFlag(command, "--seed", std::to_string(settings.seed));
    const TwoClassChoice& twoClass = settings.twoClass;
    if (twoClass.kernel != usual.twoClass.kernel)
        addFlag(command, "--two-class-kernel", wordOf(kernelWords(), twoClass.kernel));
    if (twoClass.cost != usual.twoClass.cost)
        addFlag(command, "--cost", formatNumber(twoClass.cost));
    if (twoClass.weights)
        addFlag(command, "--class-weights",
                formatNumber(twoClass.weights->outlier) + ":" + formatNumber(twoClass.weights->inlier));
}

void addCells(Command& command, const Binning& binning)
{
    if (binning.mode == Binning::Mode::Exact)
        command.arguments.emplace_back("--exact");
    else if (binning.mode == Binning::Mode::Always)
        command.arguments.emplace_back("--bins");
    else if (binning.threshold != Binning{}.threshold)
        addFlag(command, "--bins-above", std::to_string(binning.threshold));
}

void addLabels(Command& command, const Exploration& exploration)
{
    const LabelSource& labels = exploration.labels;
    const bool learnsFromThem =
        std::ranges::find(exploration.detectors, DetectorKind::TwoClassSvm) != exploration.detectors.end();
    if (!labels.column.empty() && learnsFromThem)
        addFlag(command, "--truth", labels.column);
    else if (!labels.column.empty())
        command.unsaid.push_back(
            CommandText::tr("The labels of “%1” are left out: nothing that is drawn depends on them.")
                .arg(text(labels.column)));
    if (!labels.byHand.isEmpty())
        command.unsaid.push_back(CommandText::tr("%n labels given by hand are left out: no flag takes them.", nullptr,
                                                 static_cast<int>(labels.byHand.entries().size())));
}

/// The value of --panes or --lines; nothing where a column's name holds what parts the values.
std::optional<std::string> variationText(const Variation& variation)
{
    std::vector<std::string> values;
    switch (variation.aspect) {
    case Variation::Aspect::None:
    case Variation::Aspect::Detector:
        break;
    case Variation::Aspect::Scaling:
        for (const ScalingKind scaling : variation.scalings)
            values.push_back(wordOf(scalingWords(), scaling));
        break;
    case Variation::Aspect::Nu:
        for (const double nu : variation.nus)
            values.push_back(formatNumber(nu));
        break;
    case Variation::Aspect::Kernel:
        for (const KernelKind kernel : variation.kernels)
            values.push_back(wordOf(kernelWords(), kernel));
        break;
    case Variation::Aspect::Axes:
        for (const AxisPair& axes : variation.axes) {
            if ((axes.x + axes.y).find_first_of(",:") != std::string::npos)
                return std::nullopt;
            values.push_back(axes.x + ":" + axes.y);
        }
        break;
    }
    return wordOf(aspectWords(), variation.aspect) + (values.empty() ? "" : "=" + joined(values));
}

void addVariation(Command& command, const std::string& flag, const Variation& variation, Variation::Aspect usual)
{
    const std::optional<std::string> value = variationText(variation);
    if (!value)
        command.unsaid.push_back(
            CommandText::tr("The pairs of axes of %1 hold a name with a comma or a colon.").arg(text(flag)));
    else if (variation.aspect != usual || value->find('=') != std::string::npos)
        addFlag(command, flag, *value);
}

void addView(Command& command, const std::optional<View>& view)
{
    if (!view)
        return;
    const std::string sides = formatNumber(view->xMin) + ":" + formatNumber(view->xMax) + "," +
                              formatNumber(view->yMin) + ":" + formatNumber(view->yMax);
    if (view->isScaled)
        command.unsaid.push_back(
            CommandText::tr("The view is in scaled units (%1), which --view does not take: all rows are shown.")
                .arg(text(sides)));
    else
        addFlag(command, "--view", sides);
}

/// A word with control characters, as what printf makes of it: shells have no other escape in common. The line ends at
/// its end, which a substitution would lose, follow as they are.
std::string printed(std::string_view text)
{
    const std::size_t last = text.find_last_not_of('\n');
    const std::string_view body = text.substr(0, last == std::string_view::npos ? 0 : last + 1);
    std::string format;
    for (const char c : body) {
        const auto code = static_cast<unsigned char>(c);
        const bool isPlain = code >= 0x20 && code != 0x7f && c != '\'' && c != '\\' && c != '%';
        if (isPlain)
            format += c;
        else if (c == '%')
            format += "%%";
        else
            format += {'\\', static_cast<char>('0' + (code >> 6)), static_cast<char>('0' + ((code >> 3) & 7)),
                       static_cast<char>('0' + (code & 7))};
    }
    const std::string_view ends = text.substr(body.size());
    return "\"$(printf -- '" + format + "')\"" + (ends.empty() ? "" : "'" + std::string(ends) + "'");
}

} // namespace

Command renderCommand(const Exploration& exploration, const std::string& output)
{
    Command command = startCommand("render", exploration);
    addAxis(command, "--x", exploration.x);
    addAxis(command, "--y", exploration.y);
    addFlag(command, "--scale", wordOf(scalingWords(), exploration.scaling));
    addDetectors(command, exploration);
    addOneClassSvm(command, exploration.settings.svm);
    addOtherSettings(command, exploration.settings);
    addCells(command, exploration.binning);
    addLabels(command, exploration);
    addVariation(command, "--panes", exploration.panes, Variation::Aspect::Detector);
    addVariation(command, "--lines", exploration.lines, Variation::Aspect::None);
    addView(command, exploration.view);
    return finished(std::move(command), exploration, output);
}

Command prepareCommand(const Exploration& exploration, const std::string& output)
{
    return finished(startCommand("prepare", exploration), exploration, output);
}

std::string shellQuoted(std::string_view text)
{
    static constexpr std::string_view safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:=,+@";
    if (!text.empty() && text.find_first_not_of(safe) == std::string_view::npos)
        return std::string(text);
    if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
        return printed(text);
    std::string word = "'";
    for (const char c : text)
        word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

std::string shellText(const Command& command)
{
    std::string lines;
    for (const QString& sentence : command.unsaid)
        lines += commented(sentence.toStdString());
    lines += "perimeter";
    for (const std::string& argument : command.arguments)
        lines += " " + shellQuoted(argument);
    return lines + "\n";
}

std::string commented(std::string_view text)
{
    std::string lines = "# ";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = static_cast<unsigned char>(text[i]);
        if (text[i] == '\n')
            lines += i + 1 < text.size() ? "\n# " : "";
        else
            lines += code < 0x20 || code == 0x7f ? ' ' : text[i];
    }
    return lines + "\n";
}

std::string commandText(const Exploration& exploration)
{
    return shellText(renderCommand(exploration, "figure.pdf"));
}

} // namespace perimeter
