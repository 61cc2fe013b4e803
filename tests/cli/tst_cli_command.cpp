// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flags/options.h"
#include "cli/program.h"
#include "explorer/code/command_text.h"
#include "explorer/value/recipes.h"
#include "support/test_registry.h"

#include <CLI/CLI.hpp>

#include <QTest>

#include <algorithm>
#include <random>

using namespace perimeter;

namespace {

const std::vector<std::string> names = {"uplink", "two words", "it's",   "$HOME",        "`touch ran`",  "a\nb",
                                        "-dash",  "--x",       "sa\"id", "b\\s",         "naïve ν",      "#hash",
                                        "*",      "tab\there", "a=b",    "a:b",          "a,b",          "[a]",
                                        "%s",     "100%n",     "!!",     "$(touch ran)", "&& touch ran", "end\n",
                                        "\r",     "fit",       "'",      "\"",           "(a",           " edge "};

/// Draws explorations at random.
class Draw {
public:
    explicit Draw(unsigned seed) : m_random(seed) {}

    [[nodiscard]] Exploration exploration()
    {
        Exploration e;
        e.source = source();
        for (int steps = upTo(4); steps > 0; --steps)
            addStep(e.preparation);
        e.x = {one(names), one(std::vector{AxisScale::Linear, AxisScale::Log, AxisScale::Asinh})};
        e.y = {one(names), one(std::vector{AxisScale::Linear, AxisScale::Log})};
        e.scaling = one(scalings);
        if (chance())
            e.binning = {one(std::vector{Binning::Mode::Exact, Binning::Mode::Always})};
        else if (chance())
            e.binning.threshold = upTo(1'000'000);
        e.detectors = {detectorsWithLabels.begin(), detectorsWithLabels.end()};
        std::ranges::shuffle(e.detectors, m_random);
        e.detectors.resize(static_cast<std::size_t>(1 + upTo(3)));
        e.settings = settings();
        e.labels.column = chance() ? one(names) : "";
        e.panes = variation();
        e.lines = variation();
        if (chance())
            e.view = View{-real(), real(), real(), 2 + real()};
        return e;
    }

private:
    [[nodiscard]] bool chance() { return upTo(1) == 0; }
    [[nodiscard]] int upTo(int most) { return std::uniform_int_distribution(0, most)(m_random); }
    [[nodiscard]] double real() { return std::uniform_real_distribution(0.001, 1.0)(m_random); }
    template <typename Value>
    [[nodiscard]] Value one(const std::vector<Value>& of)
    {
        return of[static_cast<std::size_t>(upTo(static_cast<int>(of.size()) - 1))];
    }
    [[nodiscard]] std::vector<std::string> some() { return {one(names), one(names)}; }

    [[nodiscard]] Source source()
    {
        Source source{.path = one(names)};
        if (chance())
            source.dialect.delimiter = one(std::vector{',', ';', '\t', ' ', '-', '\''});
        if (chance())
            source.dialect.quote = chance() ? std::optional<char>() : std::optional('|');
        if (chance())
            source.dialect.decimal = one(std::vector{',', '.'});
        if (chance())
            source.dialect.encoding = one(std::vector{Encoding::Utf8, Encoding::Latin1, Encoding::Utf16LittleEndian});
        if (chance())
            source.dialect.header = false;
        if (chance())
            source.dialect.names = some();
        if (chance())
            source.joins.push_back({.path = one(names), .key = one(names)});
        return source;
    }

    void addStep(Preparation& preparation)
    {
        switch (upTo(7)) {
        case 0:
            preparation.steps.push_back(Where{one(names)});
            break;
        case 1:
            preparation.steps.push_back(Derive{one(names), one(names) + " / 2", m_rule});
            break;
        case 2:
            preparation.steps.push_back(
                OnePer{one(names), one(std::vector{OnePer::Rule::First, OnePer::Rule::Last, OnePer::Rule::Sum})});
            break;
        case 3:
            preparation.steps.push_back(Select{one(std::vector{Select::Rule::Keep, Select::Rule::Drop}), some()});
            break;
        case 4:
            preparation.steps.push_back(
                Summarise{some(), {{one(names), Aggregate::Function::Max, "length(query)"}, {"n"}}});
            break;
        case 5:
            preparation.steps.push_back(Next{some(), one(names), one(names)});
            break;
        case 6:
            preparation.steps.push_back(Unit{some(), one(names)});
            break;
        default:
            for (const PreparationStep& step : one(recipes()).steps)
                preparation.steps.push_back(step);
        }
    }

    [[nodiscard]] DetectorSettings settings()
    {
        DetectorSettings s;
        s.svm = {.nu = real(), .kernel = one(kernels), .degree = 1 + upTo(4), .coef0 = -real(), .tolerance = real()};
        s.svm.gamma.rule =
            one(std::vector{GammaChoice::Rule::Scale, GammaChoice::Rule::Auto, GammaChoice::Rule::Value});
        if (s.svm.gamma.rule == GammaChoice::Rule::Value)
            s.svm.gamma.value = real();
        s.svm.solver = one(std::vector{Solver::Fast, Solver::Libsvm});
        if (chance())
            s.contamination = real() / 2;
        if (chance())
            s.supportFraction = 0.5 + real() / 2;
        s.convention = one(std::vector{McdConvention::ScikitLearn, McdConvention::Robustbase});
        s.seed = static_cast<std::uint64_t>(upTo(5));
        s.twoClass.kernel = one(std::vector{KernelKind::Rbf, KernelKind::Linear});
        s.twoClass.cost = real();
        if (chance())
            s.twoClass.weights = ClassWeights{real(), real()};
        return s;
    }

    [[nodiscard]] Variation variation()
    {
        using Aspect = Variation::Aspect;
        Variation v{.aspect = one(std::vector{Aspect::None, Aspect::Detector, Aspect::Scaling, Aspect::Nu,
                                              Aspect::Kernel, Aspect::Axes})};
        if (chance())
            return v;
        if (v.aspect == Aspect::Scaling)
            v.scalings = {one(scalings), one(scalings)};
        else if (v.aspect == Aspect::Nu)
            v.nus = {real(), real()};
        else if (v.aspect == Aspect::Kernel)
            v.kernels = {one(kernels)};
        else if (v.aspect == Aspect::Axes)
            v.axes = {{one(names), one(names)}};
        return v;
    }

    const std::vector<ScalingKind> scalings = {ScalingKind::None, ScalingKind::Standard, ScalingKind::Robust,
                                               ScalingKind::MinMax, ScalingKind::Log1p};
    const std::vector<KernelKind> kernels = {KernelKind::Rbf, KernelKind::Linear, KernelKind::Polynomial,
                                             KernelKind::Sigmoid};
    std::mt19937 m_random;
    ZeroDivision m_rule = chance()
                              ? ZeroDivision{ZeroDivision::Rule::Floor, real()}
                              : ZeroDivision{one(std::vector{ZeroDivision::Rule::Keep, ZeroDivision::Rule::LeaveOut})};
};

/// The words that a POSIX shell makes of a line that calls perimeter.
std::vector<std::string> shellWords(const std::string& line)
{
    QProcess shell;
    const std::string script = "perimeter() { printf '%s\\0' \"$@\"; }\n" + line;
    shell.start("/bin/sh", {"-c", QString::fromStdString(script)});
    if (!shell.waitForFinished() || shell.exitCode() != 0)
        return {"the shell failed: " + shell.readAllStandardError().toStdString()};
    std::vector<std::string> words;
    QByteArrayList parts = shell.readAllStandardOutput().split('\0');
    parts.removeLast();
    for (const QByteArray& part : parts)
        words.push_back(part.toStdString());
    return words;
}

/// The exploration that `perimeter render` makes of its words.
Expected<Exploration> parsed(std::vector<std::string> words)
{
    CLI::App app;
    CLI::App* const render = app.add_subcommand("render");
    Options options;
    std::string output;
    options.addPreparation(*render);
    options.addDetection(*render);
    options.addLabels(*render, "");
    options.addLayout(*render);
    render->add_option("-o,--output", output)->required();
    std::ranges::reverse(words);
    try {
        app.parse(words);
    } catch (const CLI::ParseError& error) {
        return Unexpected(ErrorCode::FlagInvalid, {error.what(), "", ""});
    }
    return options.exploration();
}

Exploration simple()
{
    Exploration exploration;
    exploration.source.path = "sessions.csv";
    exploration.x.column = "uplink";
    exploration.y.column = "downlink";
    return exploration;
}

} // namespace

/// An exploration as the command that draws it.
class TestCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sayOnlyWhatIsNotUsual()
    {
        Exploration exploration = simple();
        exploration.preparation.steps = {Where{"service_id = 9000"}, Derive{"rate", "uplink / duration"}};
        QCOMPARE(commandText(exploration),
                 std::string("perimeter render sessions.csv --where 'service_id = 9000' --derive 'rate=uplink / "
                             "duration' --x uplink --y downlink --scale standard --kernel rbf --nu 0.15 -o "
                             "figure.pdf\n"));
    }

    void recipesAreCalledByName()
    {
        Exploration exploration = simple();
        exploration.preparation.steps = findRecipe(recipes(), "dns-zeek-queries")->steps;
        QVERIFY(commandText(exploration).find("sessions.csv --recipe dns-zeek-queries --x") != std::string::npos);
    }

    void linesReadBackAsTheSameExploration()
    {
        int whole = 0;
        constexpr int drawn = 400;
        for (unsigned seed = 0; seed < drawn; ++seed) {
            const Exploration exploration = Draw(seed).exploration();
            const Command command = renderCommand(exploration, "figure.pdf");
            const std::string line = shellText(command);
            const std::vector<std::string> words = shellWords(line);
            QCOMPARE(words, command.arguments);
            const Expected<Exploration> read = parsed(words);
            QVERIFY2(read, (line + (read ? "" : read.error().arguments.front())).c_str());
            if (!command.unsaid.empty())
                continue;
            ++whole;
            QVERIFY2(*read == exploration, line.c_str());
        }
        QVERIFY2(whole > drawn / 4, qPrintable(QString::number(whole)));
        QVERIFY(!QFile::exists("ran"));
    }

    void whatNoFlagSaysStandsAbove_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* const what : {"labels", "view", "join", "names", "axes", "division", "header", "step"})
            QTest::newRow(what) << what;
    }

    void whatNoFlagSaysStandsAbove()
    {
        QFETCH(QString, what);
        Exploration exploration = simple();
        if (what == "labels")
            exploration.labels.byHand = RowLabels({{{3}, RowLabel::Outlier}});
        else if (what == "view")
            exploration.view = View{-5, 20, -5, 20, true};
        else if (what == "join")
            exploration.source.joins = {{.path = "b.csv", .key = "uid", .dialect = {.decimal = ','}}};
        else if (what == "names")
            exploration.source.dialect.names = {"a,\nb", "c"};
        else if (what == "axes")
            exploration.panes = {.aspect = Variation::Aspect::Axes, .axes = {{"a,b", "c"}}};
        else if (what == "division")
            exploration.preparation.steps = {Derive{"a", "x / y"},
                                             Derive{"b\n", "y / x", {ZeroDivision::Rule::LeaveOut}}};
        else if (what == "header")
            exploration.source.dialect.header = true;
        else
            exploration.preparation.steps = {Unit{{"a=b"}, "s"}};
        const std::string text = commandText(exploration);
        QVERIFY2(text.starts_with("# "), text.c_str());
        const std::vector<std::string> words = shellWords(text);
        QCOMPARE(words.front(), std::string("render"));
        QVERIFY(parsed(words));
    }

    void theProgramPrintsIt()
    {
        const QString file = sample("hbk.csv");
        const Run run = runProgram({"code", file, "--x", "X1", "--y", "X2", "--nu", "0.2", "--as", "command"});
        QCOMPARE(run.error, QByteArray());
        QCOMPARE(run.status, 0);
        QVERIFY(run.out.startsWith("perimeter render "));
        QVERIFY(run.out.endsWith(" --x X1 --y X2 --scale standard --kernel rbf --nu 0.2 -o figure.pdf\n"));
        QCOMPARE(runProgram({"code", file, "--as", "poem"}).status, 2);
    }

    void theParagraphHasEveryParameter()
    {
        const Run run = runProgram({"code",
                                    sample("hbk.csv"),
                                    "--x",
                                    "X1",
                                    "--y",
                                    "X2",
                                    "--where",
                                    "X3 > 0.5",
                                    "--derive",
                                    "r=X1 / X2",
                                    "--zero-division",
                                    "floor=2",
                                    "--nu",
                                    "0.2",
                                    "--gamma",
                                    "0.7",
                                    "--seed",
                                    "3",
                                    "--contamination",
                                    "0.1",
                                    "--convention",
                                    "robustbase",
                                    "--support-fraction",
                                    "0.8",
                                    "--tolerance",
                                    "1e-5",
                                    "--solver",
                                    "libsvm",
                                    "--scale",
                                    "robust",
                                    "--as",
                                    "methods"});
        QCOMPARE(run.error, QByteArray());
        for (const char* const part : {"with Perimeter ",
                                       "75 rows of hbk.csv",
                                       "kept where X3 > 0.5",
                                       "r was computed as X1 / X2",
                                       "a divisor being at least 2",
                                       "interquartile range 1",
                                       "γ = 0.7",
                                       "ν = 0.2",
                                       "by libsvm to a tolerance of 1e−05",
                                       "support fraction 0.8",
                                       "seed 3",
                                       "contamination 0.1",
                                       "robustbase",
                                       "rows for outliers.",
                                       "@software{perimeter,",
                                       "@article{schoelkopf2001,",
                                       "@article{chang2011,",
                                       "@article{rousseeuw1999,",
                                       "@article{pedregosa2011,",
                                       "@manual{robustbase,"})
            QVERIFY2(run.out.contains(part), part + QByteArray(" is missing in ") + run.out);
    }
};

PERIMETER_TEST(TestCommand, Widgets)
#include "tst_cli_command.moc"
