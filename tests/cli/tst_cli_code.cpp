// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flags/options.h"
#include "cli/program.h"
#include "data/table/read.h"
#include "explorer/code/python_text.h"
#include "explorer/pipeline/outcome.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <CLI/CLI.hpp>

#include <QDir>
#include <QJsonArray>
#include <QStringConverter>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>

using namespace perimeter;

namespace {

using Lines = std::vector<std::vector<PlanePoint>>;

/// What the script's variables hold of one line of a pane.
struct Answer {
    std::vector<std::int64_t> rows; ///< beyond the frontier, ascending
    Lines frontier;                 ///< in original units
};

QString shared(const char* name)
{
    return testing::sharedFile(QStringLiteral("data/") + QString::fromLatin1(name));
}

Expected<Exploration> parsed(const QStringList& arguments)
{
    CLI::App app;
    Options options;
    options.addPreparation(app);
    options.addDetection(app);
    options.addLabels(app, "");
    options.addLayout(app);
    std::vector<std::string> words;
    for (const QString& argument : arguments)
        words.insert(words.begin(), argument.toStdString());
    app.parse(words);
    return options.exploration();
}

/// How far a place is from the nearest place of some lines.
double distanceTo(const Lines& lines, const PlanePoint& place)
{
    double least = std::numeric_limits<double>::infinity();
    for (const std::vector<PlanePoint>& line : lines) {
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const double dx = line[i + 1].x - line[i].x;
            const double dy = line[i + 1].y - line[i].y;
            const double length = dx * dx + dy * dy;
            const double along = ((place.x - line[i].x) * dx + (place.y - line[i].y) * dy) / (length > 0 ? length : 1);
            const double t = std::clamp(along, 0.0, 1.0);
            least = std::min(least, std::hypot(line[i].x + t * dx - place.x, line[i].y + t * dy - place.y));
        }
    }
    return least;
}

double farthest(const Lines& from, const Lines& to)
{
    double most = 0;
    for (const std::vector<PlanePoint>& line : from)
        for (const PlanePoint& place : line)
            most = std::max(most, distanceTo(to, place));
    return most;
}

/// An island or a hole that a grid of 300 × 300 places may miss.
bool isTiny(const std::vector<PlanePoint>& line)
{
    const auto [left, right] = std::ranges::minmax(line, {}, &PlanePoint::x);
    const auto [bottom, top] = std::ranges::minmax(line, {}, &PlanePoint::y);
    return right.x - left.x < 2.0 / 300 && top.y - bottom.y < 2.0 / 300;
}

} // namespace

/// The exported Python gives what Perimeter gives, by Debian's scikit-learn.
class TestCode : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Pipeline m_pipeline;
    NoProgress m_progress;

    [[nodiscard]] QString inFolder(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    /// Runs something in the folder, where "perimeter" is the program; what it had to say of an error.
    [[nodiscard]] QByteArray runHere(const QString& program, const QStringList& arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("MPLBACKEND", "Agg");
        environment.insert("MPLCONFIGDIR", m_folder->path());
        environment.insert("PYTHONWARNINGS", "error");
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
        if (!process.waitForFinished(240'000) || process.exitStatus() != QProcess::NormalExit)
            return "it did not end by itself";
        return process.exitCode() == 0 ? QByteArray() : process.readAllStandardError();
    }

    /// Runs the `perimeter prepare` that a comment of the script asks for.
    [[nodiscard]] QByteArray prepareAsTold(const QByteArray& script) const
    {
        QString command = QStringLiteral("perimeter() { \"%1\" \"$@\"; }\n").arg(testing::program());
        bool isTold = false;
        for (const QString& line : QString::fromUtf8(script).split(u'\n')) {
            isTold = line.startsWith("# ") && (isTold || line.startsWith("# perimeter prepare "));
            if (isTold)
                command += line.mid(2) + u'\n';
        }
        return runHere("/bin/sh", {"-c", command});
    }

    [[nodiscard]] std::vector<Answer> answers() const
    {
        const QJsonArray all = QJsonDocument::fromJson(contentOf(inFolder("answers.json"))).array();
        std::vector<Answer> read;
        for (const QJsonValue& one : all) {
            Answer& answer = read.emplace_back();
            for (const QJsonValue& row : one["rows"].toArray())
                answer.rows.push_back(row.toInteger());
            for (const QJsonValue& line : one["lines"].toArray()) {
                std::vector<PlanePoint>& points = answer.frontier.emplace_back();
                for (const QJsonValue& point : line.toArray())
                    points.push_back({point[0].toDouble(), point[1].toDouble()});
            }
        }
        return read;
    }

    /// The script that the program writes.
    [[nodiscard]] QByteArray scriptOf(const QStringList& arguments) const
    {
        const Run run =
            runProgram(QStringList{"code"} + arguments + QStringList{"--as", "python", "-o", inFolder("out.py")});
        return run.status == 0 ? contentOf(inFolder("out.py")) : run.error;
    }

    /// Lets a script write down its answers; what it had to say of an error.
    [[nodiscard]] QByteArray runScript(const QByteArray& script) const
    {
        if (script.contains("# perimeter prepare "))
            if (const QByteArray error = prepareAsTold(script); !error.isEmpty())
                return error;
        QFile file(inFolder("script.py"));
        if (!file.open(QIODevice::WriteOnly))
            return "there is no room for a script";
        file.write(script + "import json\n"
                            "with open('answers.json', 'w') as out:\n"
                            "    json.dump([{'rows': sorted(map(int, flagged[key])),\n"
                            "                'lines': [s.tolist() for s in frontiers[key].allsegs[0]]}\n"
                            "               for key in flagged], out)\n");
        file.close();
        return runHere("/usr/bin/python3", {"script.py"});
    }

    /// Row numbers in place of places in the prepared file.
    void numberRows(const Outcome& outcome, std::vector<Answer>& all)
    {
        const std::array names = {outcome.exploration.x.column};
        const Expected<NumberColumns> columns = readNumbers(*outcome.table, names, m_progress);
        QVERIFY(columns);
        for (Answer& answer : all) {
            for (std::int64_t& row : answer.rows)
                row = columns->rows[static_cast<std::size_t>(row)].value;
            std::ranges::sort(answer.rows);
        }
    }

    /// Rows on another side than Perimeter's must be within the solvers' tolerance of the frontier.
    void compareRows(const DetectorFit& fit, const Answer& answer) const
    {
        const Projection& projection = *fit.scaled->projection;
        const OneClassSvm* const svm = fit.svm();
        const double band =
            svm ? svm->tau + 1e-5 * std::max(1.0, std::abs(svm->rho)) : 1e-9 * fit.covariance()->threshold;
        QStringList differing;
        for (std::size_t point = 0; point < projection.rows.size(); ++point) {
            const std::int64_t row = projection.rows[point].value;
            if (std::ranges::binary_search(answer.rows, row) == (fit.classes->outlier[point] != 0))
                continue;
            const double value = fit.verdict(point).decision;
            QVERIFY2(std::abs(value) <= band,
                     qPrintable(QStringLiteral("row %1 at %2, band %3").arg(row).arg(value).arg(band)));
            differing.append(QString::number(row));
        }
        if (!differing.isEmpty())
            qInfo("%lld of %lld rows lie within %g of the frontier and differ: %s",
                  static_cast<long long>(differing.size()), static_cast<long long>(projection.rows.size()), band,
                  qPrintable(differing.join(", ")));
        QVERIFY(differing.size() <= 2 + static_cast<qsizetype>(projection.rows.size() / 1000));
    }

    /// Vertices within a thousandth of the axes' ranges, seen from either side.
    static void compareFrontier(const FrontierLines& lines, const Answer& answer)
    {
        const Plane& plane = lines.plane;
        const auto place = [&](double x, double y) {
            return PlanePoint{(x - plane.xMin) / (plane.xMax - plane.xMin),
                              (y - plane.yMin) / (plane.yMax - plane.yMin)};
        };
        Lines ours, theirs;
        for (const Polyline& line : lines.frontier) {
            std::vector<PlanePoint>& points = ours.emplace_back();
            for (const PlanePoint& point : line.points)
                points.push_back(place(point.x, point.y));
            if (line.closed)
                points.push_back(points.front());
        }
        for (const std::vector<PlanePoint>& line : answer.frontier) {
            std::vector<PlanePoint>& points = theirs.emplace_back();
            for (const PlanePoint& point : line)
                points.push_back(place(toAxis(plane.xScale, point.x), toAxis(plane.yScale, point.y)));
        }
        if (const auto tiny = std::erase_if(ours, isTiny); tiny > 0)
            qInfo("%zu islands lie between the points of the script's grid", tiny);
        const double there = farthest(ours, theirs);
        const double back = farthest(theirs, ours);
        QVERIFY2(there <= 1e-3 && back <= 1e-3, qPrintable(QStringLiteral("%1 and %2").arg(there).arg(back)));
    }

    void compare(const QStringList& arguments, bool prepares)
    {
        const Expected<Exploration> exploration = parsed(arguments);
        QVERIFY(exploration);
        const Expected<Outcome> outcome = explore(m_pipeline, *exploration, {}, m_progress);
        QVERIFY(outcome);
        compare(*outcome, scriptOf(arguments), prepares);
    }

    void compare(const Outcome& outcome, const QByteArray& script, bool prepares)
    {
        const QByteArray error = runScript(script);
        QVERIFY2(error.isEmpty(), error.constData());
        QCOMPARE(script.contains("# perimeter prepare "), prepares);
        std::vector<Answer> all = answers();
        if (prepares)
            numberRows(outcome, all);
        std::size_t at = 0;
        std::size_t beyond = 0;
        for (const PaneOutcome& pane : outcome.panes) {
            for (const LineOutcome& line : pane.lines) {
                QVERIFY(at < all.size());
                compareRows(*line.fit, all[at]);
                compareFrontier(*line.frontier, all[at]);
                if (QTest::currentTestFailed())
                    return;
                beyond += all[at].rows.size();
                ++at;
            }
        }
        QCOMPARE(all.size(), at);
        QVERIFY(beyond > 0);
        QVERIFY(QFile::exists(inFolder("figure.pdf")));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QProcess python;
        python.start("/usr/bin/python3", {"-c", "import matplotlib, pandas, sklearn"});
        if (!python.waitForFinished(120'000) || python.exitCode() != 0)
            QSKIP("python3-sklearn, python3-pandas and python3-matplotlib are not installed.");
    }

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void scriptsGiveTheSame_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("prepares");
        const QStringList wine{sample("wine.csv"), "--no-header", "--x", "column1", "--y", "column2"};
        const QStringList hbk{sample("hbk.csv"), "--x", "X1", "--y", "X2"};
        const QStringList stars{sample("starsCYG.csv"), "--x", "log.Te", "--y", "log.light"};
        const QStringList mixed{shared("dev_mixed_services.csv"), "--x", "uplink", "--y", "downlink"};
        QTest::newRow("rbf, robust and empirical") << wine << false;
        QTest::newRow("robustbase") << hbk + QStringList{"--detector",      "robust", "--convention", "robustbase",
                                                         "--contamination", "0.2",    "--scale",      "none"}
                                    << false;
        QTest::newRow("linear") << stars + QStringList{"--detector", "ocsvm", "--kernel", "linear", "--scale", "none"}
                                << false;
        QTest::newRow("polynomial") << wine + QStringList{"--detector", "ocsvm",  "--kernel", "poly",
                                                          "--degree",   "2",      "--coef0",  "1",
                                                          "--scale",    "minmax", "--nu",     "0.2"}
                                    << false;
        QTest::newRow("sigmoid") << wine + QStringList{"--detector", "ocsvm",   "--kernel", "sigmoid", "--gamma",
                                                       "0.1",        "--scale", "minmax",   "--nu",    "0.1"}
                                 << false;
        QTest::newRow("log1p on logarithmic axes") << mixed + QStringList{"--where",  "uplink > 0 and downlink > 0",
                                                                          "--scale",  "log1p",
                                                                          "--x-axis", "log",
                                                                          "--y-axis", "log",
                                                                          "--nu",     "0.05",
                                                                          "--gamma",  "auto"}
                                                   << false;
        QTest::newRow("two classes") << QStringList{shared("dev_dns_sessions.csv"),
                                                    "--x",
                                                    "orig_bytes",
                                                    "--y",
                                                    "resp_bytes",
                                                    "--scale",
                                                    "log1p",
                                                    "--x-axis",
                                                    "asinh",
                                                    "--truth",
                                                    "label",
                                                    "--detector",
                                                    "two-class",
                                                    "--class-weights",
                                                    "10:1",
                                                    "--cost",
                                                    "10"}
                                     << false;
        QTest::newRow("panes over scaling, lines over nu")
            << stars + QStringList{"--detector", "ocsvm", "--panes", "scaling=robust,standard", "--lines", "nu=0.1,0.3"}
            << false;
        QTest::newRow("panes over axes") << hbk + QStringList{"--panes", "axes=X1:X2,X3:X1",
                                                              "--lines", "detector",
                                                              "--nu",    "0.25"}
                                         << false;
        QTest::newRow("filter and derived column")
            << QStringList{sample("dns_sessions.csv"),
                           "--where",
                           "service_id = 9000 and not (duration < 1 or duration > 4) and subscriber <> ''",
                           "--derive",
                           "rate = uplink / (duration - 2)",
                           "--zero-division",
                           "floor=0.5",
                           "--one-per",
                           "subscriber",
                           "--x",
                           "rate",
                           "--y",
                           "downlink",
                           "--scale",
                           "robust",
                           "--nu",
                           "0.1"}
            << false;
        QTest::newRow("a recipe") << QStringList{shared("conn_proxy_rolling.log"),
                                                 "--recipe",
                                                 "dns-zeek",
                                                 "--x",
                                                 "uplink",
                                                 "--y",
                                                 "downlink",
                                                 "--nu",
                                                 "0.1",
                                                 "--scale",
                                                 "log1p"}
                                  << true;
        QTest::newRow("times and durations") << QStringList{shared("conn_proxy_rolling.log"),
                                                            "--x",
                                                            "ts",
                                                            "--y",
                                                            "duration",
                                                            "--detector",
                                                            "empirical",
                                                            "--contamination",
                                                            "0.05"}
                                             << true;
    }

    void scriptsGiveTheSame()
    {
        QFETCH(QStringList, arguments);
        QFETCH(bool, prepares);
        compare(arguments, prepares);
    }

    void dialectsAreReadAlike()
    {
        QFile file(inFolder("größen.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QByteArray rows = "größe;\"länge\n";
        for (int row = 0; row < 60; ++row)
            rows += QByteArray::number(row % 7 + std::sin(row)).replace('.', ',') + (row % 9 ? ";" : ";NA") +
                    (row % 9 ? QByteArray::number(std::cos(3 * row)).replace('.', ',') : "") + '\n';
        QStringEncoder utf16(QStringEncoder::Utf16LE, QStringConverter::Flag::WriteBom);
        file.write(utf16(QString::fromUtf8(rows)));
        file.close();
        compare({file.fileName(), "--delimiter", ";", "--quote", "none", "--decimal", ",", "--encoding", "utf-16le",
                 "--x", "größe", "--y", "\"länge", "--detector", "empirical"},
                false);
    }

    void namesThatStandTwiceAndBlanksAreReadAlike()
    {
        QFile file(inFolder("twice.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a,b,a\n1,2,3\n\n2,5,1\n , 7 ,2\n");
        for (int row = 0; row < 40; ++row)
            file.write(' ' + QByteArray::number(row % 7) + " ," + QByteArray::number(row * row % 31) + ",null\n\n");
        file.close();
        compare({file.fileName(), "--x", "a", "--y", "b", "--detector", "empirical", "--where", "a_2 is null or a > 1"},
                false);
    }

    void labelsByHandAreLearnedFrom()
    {
        Expected<Exploration> exploration =
            parsed({sample("hbk.csv"), "--x", "X1", "--y", "X2", "--two-class-kernel", "linear"});
        QVERIFY(exploration);
        exploration->detectors = {DetectorKind::TwoClassSvm};
        std::vector<RowLabels::Entry> entries;
        for (std::int64_t row = 1; row <= 40; ++row)
            entries.push_back({{row}, row <= 14 ? RowLabel::Outlier : RowLabel::Inlier});
        exploration->labels.byHand = RowLabels(entries);
        const Expected<Outcome> outcome = explore(m_pipeline, *exploration, {}, m_progress);
        const Expected<Table> opened = m_pipeline.table(exploration->source, m_progress);
        QVERIFY(outcome && opened);
        compare(*outcome, QByteArray::fromStdString(pythonText(*outcome, *opened)), false);
    }

    void nothingLearnedIsSaid()
    {
        const QByteArray script =
            scriptOf({sample("wine.csv"), "--no-header", "--detector", "ocsvm", "--kernel", "linear"});
        QVERIFY2(script.contains("# No detector has a frontier here."), script.constData());
        QVERIFY(script.contains("# One-class SVM: "));
        QVERIFY(!script.contains("import"));
    }

    void whatDiffersIsSaid()
    {
        const QByteArray script = scriptOf(
            {sample("hbk.csv"), "--x", "X1", "--y", "X2", "--bins", "--seed", "7", "--kernel", "sigmoid"});
        QVERIFY2(script.contains("# Perimeter learned this from cells that rows are counted into"), script.constData());
        QVERIFY(script.contains("# MinCovDet(support_fraction=None, random_state=7).fit(scaled)"));
        QVERIFY(script.contains("by up to 181 rows"));
    }

    void hostileNamesStayNames_data()
    {
        QTest::addColumn<bool>("prepares");
        QTest::newRow("read by pandas") << false;
        QTest::newRow("prepared by Perimeter") << true;
    }

    void hostileNamesStayNames()
    {
        QFETCH(bool, prepares);
        const QString x = QStringLiteral("\"]); open('ran', 'w')\nopen('ran', 'w') #\\");
        const QString y = QStringLiteral("\\\"\"\" $(touch ran) 'it' $x_{$ %s\n\nopen('ran', 'w')");
        QFile file(inFolder("$(touch ran)\n'\"\\ #.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto quoted = [](QString name) { return u'"' + name.replace(u'"', "\"\"") + u'"'; };
        file.write(QString(quoted(x) + u',' + quoted(y) + u'\n').toUtf8());
        for (int row = 0; row < 60; ++row)
            file.write(QByteArray::number(std::sin(row) * row) + ',' + QByteArray::number(std::cos(7 * row)) + '\n');
        file.close();
        QStringList arguments{file.fileName(), "--delimiter", ",", "--x", x, "--y", y, "--nu", "0.2"};
        arguments += {"--where", quoted(x) + (prepares ? " < 1e9 or ln(2) > 1" : " < 1e9")};
        compare(arguments, prepares);
        QVERIFY(!QFile::exists(inFolder("ran")) && !QFile::exists("ran"));
    }
};

PERIMETER_TEST(TestCode, Widgets)
#include "tst_cli_code.moc"
