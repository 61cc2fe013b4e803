// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/canvas/canvas.h"
#include "figure/sessions_scene.h"
#include "support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

using namespace perimeter;

/// Many points on a canvas: what a worker paints, and what is seen until it has.
class TestCanvasPoints : public QObject {
    Q_OBJECT

private:
    static constexpr std::size_t many = 2 * PointPictures::paintedAtOnce;

    static void show(FigureCanvas& canvas, const Scene& scene)
    {
        canvas.resize(900, 380);
        canvas.show();
        QCoreApplication::processEvents();
        canvas.setScene(scene);
    }

    static QImage paneOf(FigureCanvas& canvas, std::size_t pane)
    {
        return canvas.grab(canvas.paneRect(pane).adjusted(2, 2, -2, -2)).toImage();
    }

    /// Pixels with a colour.
    static int hued(const QImage& image)
    {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y).hsvSaturation() > 90 ? 1 : 0;
        }
        return count;
    }

    static Scene swapped(Scene scene)
    {
        auto turned = std::make_shared<Projection>(*scene.panes[0].projection);
        turned->points.col(0).swap(turned->points.col(1));
        for (ScenePane& pane : scene.panes) {
            pane.projection = turned;
            pane.lines.clear();
            std::swap(pane.plane.xMin, pane.plane.yMin);
            std::swap(pane.plane.xMax, pane.plane.yMax);
        }
        return scene;
    }

private Q_SLOTS:
    void initTestCase() { registerFonts(); }

    void aWorkerPaintsThem()
    {
        FigureCanvas canvas;
        show(canvas, sessionsScene(sessions(many), 0.1));
        for (std::size_t pane = 0; pane < 3; ++pane)
            QTRY_VERIFY(hued(paneOf(canvas, pane)) > 1000);
    }

    void theSharpPictureIsThatOfAnExport()
    {
        FigureCanvas canvas;
        const Scene scene = sessionsScene(sessions(many), 0.1);
        show(canvas, scene);
        const auto exported = [&] {
            QImage image(canvas.size(), QImage::Format_RGB32);
            QCPPainter painter(&image);
            painter.setMode(QCPPainter::pmNoCaching);
            canvas.toPainter(&painter, canvas.width(), canvas.height());
            painter.end();
            return image.copy(canvas.paneRect(1).adjusted(2, 2, -2, -2));
        };
        const auto differs = [&] {
            const QImage shown = paneOf(canvas, 1).convertToFormat(QImage::Format_RGB32);
            const QImage wanted = exported();
            int count = 0;
            for (int y = 0; y < shown.height(); ++y) {
                for (int x = 0; x < shown.width(); ++x)
                    count += std::abs(qGray(shown.pixel(x, y)) - qGray(wanted.pixel(x, y))) > 24 ? 1 : 0;
            }
            return count;
        };
        QTRY_VERIFY(hued(paneOf(canvas, 1)) > 1000);
        QTRY_VERIFY(differs() < 20);
        canvas.zoom(0.8);
        canvas.pan(0.0137, -0.021);
        QTRY_VERIFY(differs() < 20);
    }

    void panningMovesThePictureAtOnce()
    {
        FigureCanvas canvas;
        show(canvas, sessionsScene(sessions(many), 0.1));
        QTRY_VERIFY(hued(paneOf(canvas, 0)) > 1000);
        const QRect axes = canvas.paneRect(0);
        const RowNumber row{60000};
        const QPointF before = *canvas.placeOf(row, 0);
        const QImage former = paneOf(canvas, 0);
        canvas.pan(0.1, 0);
        // Without a turn of the event loop, no worker can have delivered.
        canvas.replot(QCustomPlot::rpImmediateRefresh);
        const int moved = qRound(before.x() - canvas.placeOf(row, 0)->x());
        QVERIFY(std::abs(moved - axes.width() / 10) <= 1);
        const QImage shown = paneOf(canvas, 0);
        const QRect overlap(QPoint(20, 20), former.size() - QSize(40 + moved, 40));
        int differing = 0;
        for (int y = overlap.top(); y <= overlap.bottom(); ++y) {
            for (int x = overlap.left(); x <= overlap.right(); ++x)
                differing += std::abs(qGray(shown.pixel(x, y)) - qGray(former.pixel(x + moved, y))) > 90 ? 1 : 0;
        }
        QVERIFY2(differing < overlap.width() * overlap.height() / 100, qPrintable(QString::number(differing)));
    }

    void otherAxesComeWithTheirPoints()
    {
        FigureCanvas canvas;
        const Scene scene = sessionsScene(sessions(many), 0.1);
        show(canvas, scene);
        QTRY_VERIFY(hued(paneOf(canvas, 0)) > 1000);
        const View former = canvas.view();
        const QImage before = canvas.grab().toImage();
        canvas.setScene(swapped(scene));
        canvas.replot(QCustomPlot::rpImmediateRefresh);
        QCOMPARE(canvas.grab().toImage(), before);
        // From one painted picture to the next, none is empty.
        while (canvas.view() == former) {
            QVERIFY(hued(paneOf(canvas, 0)) > 1000);
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        canvas.replot(QCustomPlot::rpImmediateRefresh);
        QVERIFY(hued(paneOf(canvas, 0)) > 1000);
    }

    void theNewestSceneWins()
    {
        FigureCanvas canvas;
        const Scene first = sessionsScene(sessions(many), 0.1);
        show(canvas, first);
        canvas.setScene(swapped(first));
        const Scene few = sessionsScene(sessions(500), 0.1);
        canvas.setScene(few);
        QCOMPARE(canvas.view().xMin, fromAxis(AxisScale::Log, few.panes[0].plane.xMin));
        QTRY_VERIFY(hued(paneOf(canvas, 2)) > 100);
        const QImage shown = paneOf(canvas, 2);
        canvas.setScene(first);
        QTRY_VERIFY(canvas.view().xMin == fromAxis(AxisScale::Log, first.panes[0].plane.xMin));
        QTRY_VERIFY(hued(paneOf(canvas, 2)) > 1000);
        QVERIFY(paneOf(canvas, 2) != shown);
    }

    void otherClassesLeaveTheFrameAlone()
    {
        FigureCanvas canvas;
        const std::shared_ptr<const Projection> projection = sessions(5000);
        show(canvas, sessionsScene(projection, 0.1));
        QTRY_VERIFY(hued(paneOf(canvas, 0)) > 100);
        const int before = hued(paneOf(canvas, 0));
        QSignalSpy replots(&canvas, &QCustomPlot::beforeReplot);
        Scene scene = sessionsScene(projection, 0.3);
        canvas.setScene(scene);
        QTRY_VERIFY(hued(paneOf(canvas, 0)) > before + 100);
        const QImage after = canvas.grab().toImage();
        QCOMPARE(replots.size(), 0);
        canvas.replot(QCustomPlot::rpImmediateRefresh);
        QCOMPARE(canvas.grab().toImage(), after);
    }

    void aCanvasMayGoWhileAWorkerPaints()
    {
        const Scene scene = sessionsScene(sessions(5 * many), 0.1);
        for (int round = 0; round < 3; ++round) {
            FigureCanvas canvas;
            show(canvas, scene);
            QCoreApplication::processEvents();
        }
        QVERIFY(QApplication::topLevelWidgets().isEmpty());
    }

    void theRowUnderThePointerIsFound()
    {
        FigureCanvas canvas;
        const Scene scene = sessionsScene(sessions(many), 0.1);
        show(canvas, scene);
        QTRY_VERIFY(canvas.placeOf({1}, 0).has_value());
        QSignalSpy clicked(&canvas, &FigureCanvas::clicked);
        // The row with the fewest bytes stands apart.
        QTest::mouseClick(&canvas, Qt::LeftButton, Qt::NoModifier, canvas.placeOf({1}, 1)->toPoint());
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].value<std::optional<RowNumber>>(), std::optional(RowNumber{1}));
    }
};

PERIMETER_TEST(TestCanvasPoints, Widgets)
#include "tst_canvas_points.moc"
