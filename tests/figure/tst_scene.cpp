// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/scene/scene.h"
#include "support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace perimeter;

/// What a scene says of an outcome.
class TestScene final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rowsThatAreShownAreCounted();
    void rowsOffALogAxisAreNotShown();
    void rowsOutsideTheViewAreNotShown();
    void panesOfOtherRowsHaveTheirOwnCounts();
    void outliersHaveTheHueOfTheLineThatDecides();
    void detectorsKeepTheirHues();

private:
    [[nodiscard]] Scene sceneOf(const std::function<void(Exploration&)>& change);

    QTemporaryDir m_folder;
    Pipeline m_pipeline;
};

void TestScene::initTestCase()
{
    QFile file(m_folder.filePath(QStringLiteral("rows.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    // Three of `a` are not above 0, one of `c` is missing.
    file.write("a,b,c\n");
    for (int i = 0; i < 30; ++i)
        file.write(QByteArray::number(i - 2) + ',' + QByteArray::number((i * 7) % 31 + 1) + ',' +
                   (i == 5 ? QByteArray() : QByteArray::number((i * 11) % 29)) + '\n');
}

Scene TestScene::sceneOf(const std::function<void(Exploration&)>& change)
{
    Exploration exploration;
    exploration.source.path = m_folder.filePath(QStringLiteral("rows.csv")).toStdString();
    exploration.x.column = "a";
    exploration.y.column = "b";
    change(exploration);
    NoProgress progress;
    const Expected<Outcome> outcome = explore(m_pipeline, exploration, {40, 40}, progress);
    if (!outcome)
        qFatal("the rows cannot be explored");
    return buildScene(*outcome, QLocale::c());
}

void TestScene::rowsThatAreShownAreCounted()
{
    const Scene scene = sceneOf([](Exploration&) {});
    QCOMPARE(scene.footer, QStringLiteral("30 rows shown · 0 left out"));
    QVERIFY(scene.panes.front().rows.isEmpty());
}

void TestScene::rowsOffALogAxisAreNotShown()
{
    const Scene scene = sceneOf([](Exploration& exploration) { exploration.x.scale = AxisScale::Log; });
    QCOMPARE(scene.footer, QStringLiteral("27 rows shown · 0 left out · 3 not on a log axis"));
}

void TestScene::rowsOutsideTheViewAreNotShown()
{
    const Scene one = sceneOf(
        [](Exploration& exploration) { exploration.view = View{.xMin = 0.5, .xMax = 1.5, .yMin = 0, .yMax = 40}; });
    QCOMPARE(one.footer, QStringLiteral("1 row shown · 0 left out · 29 outside the view"));
}

void TestScene::panesOfOtherRowsHaveTheirOwnCounts()
{
    const Scene scene = sceneOf([](Exploration& exploration) {
        exploration.panes = {.aspect = Variation::Aspect::Axes, .axes = {{"a", "b"}, {"a", "c"}}};
    });
    QCOMPARE(scene.panes.size(), std::size_t{2});
    QCOMPARE(scene.footer, QString());
    QVERIFY2(scene.panes[0].counts.startsWith(QStringLiteral("30 rows shown · 0 left out · ")),
             qPrintable(scene.panes[0].counts));
    QVERIFY2(scene.panes[1].counts.startsWith(QStringLiteral("29 rows shown · 1 left out · ")),
             qPrintable(scene.panes[1].counts));
}

void TestScene::outliersHaveTheHueOfTheLineThatDecides()
{
    const Scene scene = sceneOf([](Exploration& exploration) {
        exploration.lines = {.aspect = Variation::Aspect::Nu, .nus = {0.05, 0.2}};
    });
    QCOMPARE(scene.panes.size(), std::size_t{3});
    for (const ScenePane& pane : scene.panes) {
        QCOMPARE(pane.lines.size(), std::size_t{2});
        QCOMPARE(pane.lines[0].hue, overlayHue(0));
        QCOMPARE(pane.hue, pane.lines[0].hue);
    }
}

void TestScene::detectorsKeepTheirHues()
{
    const Scene scene = sceneOf([](Exploration&) {});
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(scene.panes[i].hue, hueOf(allDetectors[i]));
}

PERIMETER_TEST(TestScene, Core)
#include "tst_scene.moc"
