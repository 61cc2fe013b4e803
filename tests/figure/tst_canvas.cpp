// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas/canvas.h"
#include "figure/scene_test.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

using namespace perimeter;

Q_DECLARE_METATYPE(std::optional<perimeter::RowNumber>)

class TestCanvas : public QObject {
    Q_OBJECT

private:
    static QImage painted(FigureCanvas& canvas)
    {
        canvas.replot(QCustomPlot::rpImmediateRefresh);
        return canvas.grab().toImage();
    }

    /// Pixels of a pane whose hue is near a colour's and which are about as saturated.
    static int pixelsLike(const QImage& image, const QRect& rectangle, const QColor& colour)
    {
        int count = 0;
        for (int y = rectangle.top(); y <= rectangle.bottom(); ++y) {
            for (int x = rectangle.left(); x <= rectangle.right(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                const int away = std::abs(pixel.hsvHue() - colour.hsvHue());
                count += pixel.hsvSaturation() > 90 && std::min(away, 360 - away) < 12 ? 1 : 0;
            }
        }
        return count;
    }

    static void show(FigureCanvas& canvas, const Scene& scene)
    {
        canvas.resize(1200, 420);
        canvas.setScene(scene);
        canvas.show();
        canvas.replot(QCustomPlot::rpImmediateRefresh);
    }

private Q_SLOTS:
    void initTestCase() { registerFonts(); }

    void everyPaneShowsItsFrontierAndOutliers()
    {
        FigureCanvas canvas;
        show(canvas, starsScene());
        const QImage image = painted(canvas);
        for (std::size_t pane = 0; pane < 3; ++pane)
            QVERIFY2(pixelsLike(image, canvas.paneRect(pane), hueOf(allDetectors[pane])) > 200, "no frontier is seen");
        QVERIFY(pixelsLike(image, canvas.paneRect(0), hueOf(DetectorKind::RobustCovariance)) < 20);
    }

    void panesAreAligned()
    {
        FigureCanvas canvas;
        show(canvas, starsScene());
        for (std::size_t pane = 1; pane < 3; ++pane) {
            QCOMPARE(canvas.paneRect(pane).top(), canvas.paneRect(0).top());
            QVERIFY(std::abs(canvas.paneRect(pane).width() - canvas.paneRect(0).width()) <= 1);
            QCOMPARE(canvas.paneRect(pane).bottom(), canvas.paneRect(0).bottom());
        }
    }

    void zoomingOnePaneMovesAll()
    {
        FigureCanvas canvas;
        show(canvas, starsScene());
        const RowNumber row{5};
        const QPointF before = *canvas.placeOf(row, 2) - canvas.paneRect(2).topLeft();
        QSignalSpy changed(&canvas, &FigureCanvas::viewChanged);
        const QPointF middle = canvas.paneRect(0).center();
        QWheelEvent wheel(middle, canvas.mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&canvas, &wheel);
        painted(canvas);
        const QPointF first = *canvas.placeOf(row, 0) - canvas.paneRect(0).topLeft();
        const QPointF third = *canvas.placeOf(row, 2) - canvas.paneRect(2).topLeft();
        QVERIFY((before - third).manhattanLength() > 3);
        QVERIFY((first - third).manhattanLength() < 1.5);
        QTRY_COMPARE(changed.size(), 1);
    }

    void draggingPansAll()
    {
        FigureCanvas canvas;
        show(canvas, starsScene());
        const QPointF before = *canvas.placeOf({5}, 1);
        const QPoint start = canvas.paneRect(0).center();
        QTest::mousePress(&canvas, Qt::LeftButton, Qt::NoModifier, start);
        QTest::mouseMove(&canvas, start + QPoint(12, 7));
        QTest::mouseMove(&canvas, start + QPoint(25, 15));
        QTest::mouseRelease(&canvas, Qt::LeftButton, Qt::NoModifier, start + QPoint(25, 15));
        painted(canvas);
        const QPointF moved = *canvas.placeOf({5}, 1) - before;
        QVERIFY(std::abs(moved.x() - 25) < 1.5);
        QVERIFY(std::abs(moved.y() - 15) < 1.5);
    }

    void hoverMarksTheRowEverywhere()
    {
        FigureCanvas canvas;
        show(canvas, starsScene());
        const QImage before = painted(canvas);
        QSignalSpy hovered(&canvas, &FigureCanvas::hovered);
        const RowNumber row{34};
        QTest::mouseMove(&canvas, canvas.placeOf(row, 0)->toPoint());
        QCOMPARE(hovered.size(), 1);
        QCOMPARE(hovered[0][0].value<std::optional<RowNumber>>(), std::optional(row));
        const QImage after = painted(canvas);
        for (std::size_t pane = 0; pane < 3; ++pane) {
            const QRect about(canvas.placeOf(row, pane)->toPoint() - QPoint(8, 8), QSize(17, 17));
            QVERIFY2(before.copy(about) != after.copy(about), "no ring is seen");
        }
    }

    void clickTellsTheRow()
    {
        FigureCanvas canvas;
        show(canvas, starsScene());
        QSignalSpy clicked(&canvas, &FigureCanvas::clicked);
        const RowNumber row{34};
        QTest::mouseClick(&canvas, Qt::LeftButton, Qt::NoModifier, canvas.placeOf(row, 2)->toPoint());
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].value<std::optional<RowNumber>>(), std::optional(row));
    }

    void keysPanAndZoom()
    {
        FigureCanvas canvas;
        show(canvas, starsScene());
        const View before = canvas.view();
        QTest::keyClick(&canvas, Qt::Key_Right);
        QVERIFY(canvas.view().xMin > before.xMin);
        QTest::keyClick(&canvas, Qt::Key_Plus);
        QVERIFY(canvas.view().yMax - canvas.view().yMin < before.yMax - before.yMin);
        QSignalSpy whole(&canvas, &FigureCanvas::wholeViewRequested);
        QTest::keyClick(&canvas, Qt::Key_Home);
        QCOMPARE(whole.size(), 1);
    }

    void aLogAxisMovesThePoints()
    {
        FigureCanvas canvas;
        show(canvas, starsScene());
        const QPointF linear = *canvas.placeOf({14}, 0);
        canvas.setScene(starsScene([](Exploration& exploration) { exploration.x.scale = AxisScale::Log; }));
        painted(canvas);
        QVERIFY((*canvas.placeOf({14}, 0) - linear).manhattanLength() > 0.5);
    }

    void panesComeAndGo()
    {
        FigureCanvas canvas;
        show(canvas, starsScene());
        canvas.setScene(starsScene([](Exploration& exploration) {
            exploration.panes = {};
            exploration.lines = {.aspect = Variation::Aspect::Detector};
        }));
        QImage image = painted(canvas);
        for (const DetectorKind detector : allDetectors)
            QVERIFY(pixelsLike(image, canvas.paneRect(0), hueOf(detector)) > 100);
        QVERIFY(canvas.paneRect(1).isNull());
        canvas.setScene(starsScene([](Exploration& exploration) {
            exploration.panes = {.aspect = Variation::Aspect::Nu, .nus = {0.05, 0.1, 0.2, 0.3, 0.4, 0.5}};
        }));
        painted(canvas);
        QVERIFY(canvas.paneRect(5).isValid());
        QVERIFY(canvas.paneRect(5).top() > canvas.paneRect(0).bottom());
    }

    void aPaneWithoutFrontierSaysWhy()
    {
        const Scene scene =
            starsScene([](Exploration& exploration) { exploration.settings.svm.kernel = KernelKind::Linear; });
        QVERIFY(!scene.panes[0].message.isEmpty());
        QVERIFY(scene.panes[0].lines.front().frontier->frontier.empty());
        QVERIFY(scene.panes[1].message.isEmpty());
    }

    void whatIsNotThereYetIsLent()
    {
        const Scene former = starsScene();
        Exploration exploration;
        exploration.source.path = testing::sourceFile("resources/samples/starsCYG.csv").toStdString();
        exploration.x.column = "log.Te";
        exploration.y.column = "log.light";
        Pipeline pipeline;
        NoProgress progress;
        std::vector<Scene> scenes;
        const auto arrived = [&](const Outcome& outcome) {
            scenes.push_back(buildScene(outcome, QLocale::c(), scenes.empty() ? Scene() : scenes.back()));
        };
        const Expected<Outcome> first = explore(pipeline, exploration, {100, 100}, progress);
        scenes.push_back(buildScene(*first, QLocale::c()));
        exploration.settings.svm.nu = 0.3;
        const Expected<Outcome> second = explore(pipeline, exploration, {100, 100}, progress, arrived);
        QVERIFY(scenes[1].panes[0].lines.front().provisional);
        QVERIFY(scenes[1].panes[0].fit);
        const Scene last = buildScene(*second, QLocale::c(), scenes.back());
        QVERIFY(!last.panes[0].lines.front().provisional);
    }
};

PERIMETER_TEST(TestCanvas, Widgets)
#include "tst_canvas.moc"
