// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "expected_test.h"
#include "explorer/tables/frontier_text.h"
#include "explorer/tables/whole_frontiers.h"
#include "explorer/value/words.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace perimeter;

namespace {

Exploration stars()
{
    Exploration exploration;
    exploration.source.path = testing::sourceFile("resources/samples/starsCYG.csv").toStdString();
    exploration.x.column = "log.Te";
    exploration.y.column = "log.light";
    return exploration;
}

const DetectorFit& fitOf(const Outcome& outcome, DetectorKind detector)
{
    const auto pane = std::ranges::find_if(
        outcome.panes, [&](const PaneOutcome& each) { return each.lines.front().plan.detector == detector; });
    return *pane->lines.front().fit;
}

/// How far a place in original units is from f = 0, as a share of the level.
double offLevel(const DetectorFit& fit, double x, double y)
{
    const Scaling& scaling = fit.scaled->scaling;
    const double level = fit.svm() ? fit.svm()->rho : fit.covariance()->threshold;
    return std::abs(fit.verdictAt({scaling.toScaled(0, x), scaling.toScaled(1, y)}).decision) / std::abs(level);
}

QList<QByteArrayList> cellsOf(const std::string& csv)
{
    QList<QByteArrayList> lines;
    for (const QByteArray& line : QByteArray::fromStdString(csv).trimmed().split('\n'))
        lines.append(line.split(','));
    return lines;
}

/// A file of lognormal values: most near the origin, some a thousand times as far.
void writeStretched(QFile& file)
{
    std::mt19937_64 random(1);
    const auto uniform = [&] { return (static_cast<double>(random() >> 11) + 0.5) / 9007199254740992.0; };
    file.write("a,b\n");
    for (int i = 0; i < 4000; ++i) {
        const double radius = std::sqrt(-2 * std::log(uniform()));
        const double angle = 6.283185307179586 * uniform();
        file.write(QByteArray::number(std::exp(1.8 * radius * std::cos(angle)), 'g', 9) + ',' +
                   QByteArray::number(std::exp(1.5 * radius * std::sin(angle)), 'g', 9) + '\n');
    }
}

using Ring = std::vector<std::array<double, 2>>;

std::vector<Ring> ringsOf(const QJsonValue& feature)
{
    std::vector<Ring> rings;
    for (const QJsonValue& part : feature["geometry"]["coordinates"].toArray()) {
        Ring& ring = rings.emplace_back();
        for (const QJsonValue& place : part.toArray())
            ring.push_back({place[0].toDouble(), place[1].toDouble()});
    }
    return rings;
}

/// Whether a place is within an odd number of rings.
bool isInside(const std::vector<Ring>& rings, double x, double y)
{
    bool inside = false;
    for (const Ring& ring : rings) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const auto [x0, y0] = ring[i - 1];
            const auto [x1, y1] = ring[i];
            if ((y0 > y) != (y1 > y) && x < x0 + (x1 - x0) * (y - y0) / (y1 - y0))
                inside = !inside;
        }
    }
    return inside;
}

QJsonArray featuresOf(const Expected<std::string>& json)
{
    return json ? QJsonDocument::fromJson(QByteArray::fromStdString(*json)).object()["features"].toArray()
                : QJsonArray();
}

} // namespace

/// Coordinates of learned frontiers as text.
class TestFrontierText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyVertexIsOnTheLevel_data();
    void everyVertexIsOnTheLevel();
    void geoJsonHasTheVerticesOfCsv();
    void propertiesSayWhatWasLearned();
    void axesThatVaryHaveTheirColumns();
    void aNameOfAColumnIsQuoted();
    void viewAndAxesCutNothing();
    void polygonsAgreeWithTheClasses_data();
    void polygonsAgreeWithTheClasses();
    void anUnboundedFrontierSaysWhereItIsCut();
    void withoutAFrontierThereIsAnError();
    void theExtensionDecides();

private:
    [[nodiscard]] Expected<Outcome> outcomeOf(const Exploration& exploration)
    {
        return exploreWhole(m_pipeline, exploration, m_progress);
    }

    Pipeline m_pipeline;
    NoProgress m_progress;
};

void TestFrontierText::everyVertexIsOnTheLevel_data()
{
    QTest::addColumn<int>("scaling");
    QTest::addColumn<int>("xScale");
    QTest::addColumn<int>("yScale");
    const auto add = [](const char* name, ScalingKind scaling, AxisScale x, AxisScale y) {
        QTest::newRow(name) << static_cast<int>(scaling) << static_cast<int>(x) << static_cast<int>(y);
    };
    add("as they are", ScalingKind::None, AxisScale::Linear, AxisScale::Linear);
    add("standard scaling", ScalingKind::Standard, AxisScale::Linear, AxisScale::Linear);
    add("log axes", ScalingKind::Standard, AxisScale::Log, AxisScale::Log);
    add("asinh axis", ScalingKind::Robust, AxisScale::Asinh, AxisScale::Linear);
    add("log1p scaling", ScalingKind::Log1p, AxisScale::Linear, AxisScale::Log);
}

void TestFrontierText::everyVertexIsOnTheLevel()
{
    QFETCH(int, scaling);
    QFETCH(int, xScale);
    QFETCH(int, yScale);
    Exploration exploration = stars();
    exploration.scaling = static_cast<ScalingKind>(scaling);
    exploration.x.scale = static_cast<AxisScale>(xScale);
    exploration.y.scale = static_cast<AxisScale>(yScale);
    const Expected<Outcome> outcome = outcomeOf(exploration);
    QVERIFY_EXPECTED(outcome);
    const Expected<std::string> csv = frontierText(*outcome, "frontiers.csv");
    QVERIFY_EXPECTED(csv);
    const QList<QByteArrayList> lines = cellsOf(*csv);
    // The name of the panes, of both axes, has a comma.
    QCOMPARE(lines.first(), QByteArrayList({"pane", "line", "detector", "part", "closed", "log.Te", "log.light"}));
    QMap<QByteArray, int> vertices;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArrayList& cells = lines[i];
        QCOMPARE(cells.size(), 8);
        const QByteArray detector = cells[3];
        ++vertices[detector];
        const DetectorFit& fit = fitOf(*outcome, detectorWords().at(detector.toStdString()));
        const double off = offLevel(fit, *parseNumber(cells[6].toStdString()), *parseNumber(cells[7].toStdString()));
        QVERIFY2(off < 2e-6, (cells.join(',') + ": " + QByteArray::number(off)).constData());
    }
    QCOMPARE(vertices.keys(), QList<QByteArray>({"empirical", "ocsvm", "robust"}));
    for (const int count : vertices)
        QVERIFY(count > 50);
}

void TestFrontierText::geoJsonHasTheVerticesOfCsv()
{
    const Expected<Outcome> outcome = outcomeOf(stars());
    QVERIFY_EXPECTED(outcome);
    const Expected<std::string> csv = frontierText(*outcome, "frontiers.csv");
    const Expected<std::string> json = frontierText(*outcome, "frontiers.geojson");
    QVERIFY_EXPECTED(csv);
    QVERIFY_EXPECTED(json);
    const QJsonObject collection = QJsonDocument::fromJson(QByteArray::fromStdString(*json)).object();
    QCOMPARE(collection["type"].toString(), QString("FeatureCollection"));
    const QList<QByteArrayList> lines = cellsOf(*csv);
    qsizetype at = 1;
    for (const QJsonValue& feature : collection["features"].toArray()) {
        QCOMPARE(feature["type"].toString(), QString("Feature"));
        QCOMPARE(feature["geometry"]["type"].toString(), QString("MultiLineString"));
        for (const QJsonValue& value : feature["geometry"]["coordinates"].toArray()) {
            const QJsonArray part = value.toArray();
            QVERIFY(part.size() >= 2);
            const bool closed = lines[at][5] == "true";
            QCOMPARE(closed, part.first() == part.last());
            for (qsizetype i = 0; i < part.size() - (closed ? 1 : 0); ++i, ++at) {
                QCOMPARE(QString::fromUtf8(lines[at][3]), feature["properties"]["detector"].toString());
                QCOMPARE(part[i][0].toDouble(), lines[at][6].toDouble());
                QCOMPARE(part[i][1].toDouble(), lines[at][7].toDouble());
            }
        }
    }
    QCOMPARE(at, lines.size());
}

void TestFrontierText::propertiesSayWhatWasLearned()
{
    Exploration exploration = stars();
    exploration.preparation.steps = {Unit{{"log.Te"}, "log K"}};
    exploration.settings.contamination = 0.1;
    const Expected<Outcome> outcome = outcomeOf(exploration);
    QVERIFY_EXPECTED(outcome);
    const Expected<std::string> json = frontierText(*outcome, "a.GEOJSON");
    QVERIFY_EXPECTED(json);
    const QJsonArray features =
        QJsonDocument::fromJson(QByteArray::fromStdString(*json)).object()["features"].toArray();
    QCOMPARE(features.size(), 3);
    const QJsonObject svm = features[0]["properties"].toObject();
    QCOMPARE(svm["detector"].toString(), QString("ocsvm"));
    QCOMPARE(svm["line"].toString(), QString("One-class SVM"));
    QCOMPARE(svm["nu"].toDouble(), 0.15);
    QCOMPARE(svm["kernel"].toString(), QString("rbf"));
    QCOMPARE(svm["x"].toString(), QString("log.Te"));
    QCOMPARE(svm["x_unit"].toString(), QString("log K"));
    QVERIFY(svm["y_unit"].isNull());
    const QJsonObject robust = features[1]["properties"].toObject();
    QCOMPARE(robust["contamination"].toDouble(), 0.1);
    QVERIFY(robust["h"].toInt() > 23);
    for (const QJsonValue& feature : features)
        QCOMPARE(feature["properties"]["outliers"].toInt() + feature["properties"]["inliers"].toInt(), 47);
}

void TestFrontierText::axesThatVaryHaveTheirColumns()
{
    Exploration exploration = stars();
    exploration.detectors = {DetectorKind::EmpiricalCovariance};
    exploration.panes = {.aspect = Variation::Aspect::Axes};
    const Expected<Outcome> outcome = outcomeOf(exploration);
    QVERIFY_EXPECTED(outcome);
    const Expected<std::string> csv = frontierText(*outcome, "frontiers.csv");
    QVERIFY_EXPECTED(csv);
    QVERIFY(csv->starts_with("pane,line,detector,part,closed,log.Te,log.light\n"));
    const std::array<DetectorFit, 2> fits = {*outcome->panes[0].lines.front().fit,
                                             *outcome->panes[1].lines.front().fit};
    QSet<QByteArray> panes;
    for (const QByteArrayList& cells : cellsOf(*csv).mid(1)) {
        const bool swapped = cells[0].startsWith("\"log.light");
        panes.insert(cells[0]);
        const double temperature = cells[6].toDouble();
        const double light = cells[7].toDouble();
        QVERIFY((swapped ? offLevel(fits[1], light, temperature) : offLevel(fits[0], temperature, light)) < 2e-6);
    }
    QCOMPARE(panes.size(), 2);
}

void TestFrontierText::aNameOfAColumnIsQuoted()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("named.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\"a, \"\"b\"\"\",<script>\n");
    for (int i = 0; i < 40; ++i)
        file.write(QByteArray::number((i * 37) % 101) + ',' + QByteArray::number((i * 53) % 211) + '\n');
    file.close();
    Exploration exploration;
    exploration.source.path = file.fileName().toStdString();
    const Expected<Outcome> outcome = outcomeOf(exploration);
    QVERIFY_EXPECTED(outcome);
    const Expected<std::string> csv = frontierText(*outcome, "frontiers.csv");
    QVERIFY_EXPECTED(csv);
    QVERIFY(csv->starts_with("pane,line,detector,part,closed,\"a, \"\"b\"\"\",<script>\n"));
}

void TestFrontierText::viewAndAxesCutNothing()
{
    Exploration exploration;
    exploration.source.path = testing::sourceFile("resources/samples/hbk.csv").toStdString();
    exploration.x.column = "X1";
    exploration.y.column = "X2";
    const Expected<Outcome> plain = outcomeOf(exploration);
    exploration.x.scale = AxisScale::Log;
    exploration.y.scale = AxisScale::Log;
    const Expected<Outcome> onLogAxes = outcomeOf(exploration);
    exploration.view = View{.xMin = 1, .xMax = 2, .yMin = 1, .yMax = 2};
    const Expected<Outcome> inView = outcomeOf(exploration);
    QVERIFY(plain && onLogAxes && inView);
    const Expected<std::string> csv = frontierText(*plain, "whole.csv");
    QVERIFY_EXPECTED(csv);
    QVERIFY(csv->find(",false,") == std::string::npos);
    QCOMPARE(*frontierText(*onLogAxes, "whole.csv"), *csv);
    QCOMPARE(*frontierText(*inView, "whole.csv"), *csv);
    QCOMPARE(countFrontiers(*inView), std::size_t{3});
    QCOMPARE(cutNotes(*plain), QStringList());
}

void TestFrontierText::polygonsAgreeWithTheClasses_data()
{
    QTest::addColumn<int>("scaling");
    QTest::newRow("as they are") << static_cast<int>(ScalingKind::None);
    QTest::newRow("standard") << static_cast<int>(ScalingKind::Standard);
    QTest::newRow("log1p") << static_cast<int>(ScalingKind::Log1p);
}

void TestFrontierText::polygonsAgreeWithTheClasses()
{
    QFETCH(int, scaling);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("stretched.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    writeStretched(file);
    file.close();
    Exploration exploration;
    exploration.source.path = file.fileName().toStdString();
    exploration.scaling = static_cast<ScalingKind>(scaling);
    exploration.settings.svm.nu = 0.05;
    const Expected<Outcome> outcome = outcomeOf(exploration);
    QVERIFY_EXPECTED(outcome);
    const QJsonArray features = featuresOf(frontierText(*outcome, "stretched.geojson"));
    QCOMPARE(features.size(), 3);
    for (const QJsonValue& feature : features) {
        QVERIFY(feature["properties"]["closed"].toBool());
        const std::vector<Ring> rings = ringsOf(feature);
        const DetectorFit& fit =
            fitOf(*outcome, detectorWords().at(feature["properties"]["detector"].toString().toStdString()));
        const RowMatrix& points = fit.scaled->projection->points;
        const double level = fit.svm() ? fit.svm()->rho : fit.covariance()->threshold;
        for (Eigen::Index i = 0; i < points.rows(); ++i) {
            const Verdict verdict = fit.verdict(static_cast<std::size_t>(i));
            // Rows that decide the frontier are on it.
            if (std::abs(verdict.decision) < 1e-6 * std::abs(level))
                continue;
            QVERIFY2(
                isInside(rings, points(i, 0), points(i, 1)) != verdict.outlier,
                qPrintable(
                    QStringLiteral("%1, %2: %3").arg(points(i, 0)).arg(points(i, 1)).arg(verdict.decision / level)));
        }
    }
}

void TestFrontierText::anUnboundedFrontierSaysWhereItIsCut()
{
    Exploration exploration = stars();
    exploration.detectors = {DetectorKind::OneClassSvm};
    exploration.settings.svm.kernel = KernelKind::Linear;
    exploration.scaling = ScalingKind::MinMax;
    const Expected<Outcome> outcome = outcomeOf(exploration);
    QVERIFY_EXPECTED(outcome);
    const QJsonArray features = featuresOf(frontierText(*outcome, "cut.geojson"));
    QCOMPARE(features.size(), 1);
    const QJsonValue properties = features[0]["properties"];
    QVERIFY(properties["closed"].isBool() && !properties["closed"].toBool());
    // Three times as wide as the rows, which are from 3.48 to 4.62.
    QVERIFY(std::abs(properties["cut_at"][0].toDouble() - (3.48 - 1.14)) < 1e-9);
    QVERIFY(std::abs(properties["cut_at"][2].toDouble() - (4.62 + 1.14)) < 1e-9);
    const QStringList notes = cutNotes(*outcome);
    QCOMPARE(notes.size(), 1);
    QVERIFY2(notes.front().contains(QStringLiteral("cut at log.Te from 2.34 to 5.76")), qPrintable(notes.front()));
}

void TestFrontierText::withoutAFrontierThereIsAnError()
{
    Exploration exploration = stars();
    exploration.detectors = {DetectorKind::OneClassSvm};
    exploration.settings.svm.kernel = KernelKind::Linear;
    const Expected<Outcome> outcome = outcomeOf(exploration);
    QVERIFY_EXPECTED(outcome);
    QCOMPARE(countFrontiers(*outcome), std::size_t{0});
    const Expected<std::string> csv = frontierText(*outcome, "frontiers.csv");
    QVERIFY(!csv);
    QCOMPARE(csv.error().code, ErrorCode::NoFrontier);
}

void TestFrontierText::theExtensionDecides()
{
    QVERIFY_EXPECTED(checkFrontierPath("a.csv"));
    QVERIFY_EXPECTED(checkFrontierPath("a.b.GeoJSON"));
    for (const char* const path : {"a", "a.json", "csv", ""}) {
        const Expected<void> checked = checkFrontierPath(path);
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ErrorCode::FrontierFormatUnknown);
    }
}

PERIMETER_TEST(TestFrontierText, Core)
#include "tst_frontier_text.moc"
