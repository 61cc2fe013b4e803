// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_registry.h"
#include "window_driver.h"

#include <QTableView>
#include <QWheelEvent>

using namespace perimeter;

/// Zoom, pan, hover and selection across the panes, by mouse and keys.
class WindowPanes final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void wheelZoomsAllPanes();
    void zoomedFrontierIsTracedAnew();
    void keysZoomPanAndFit();
    void hoverMarksTheRowInEveryPane();
    void clickSelectsInTableAndBack();
    void figuresOfTheStudyAreAStepAway();

private:
    void wheel(std::size_t pane, int notches) const;
    [[nodiscard]] QPoint placeOf(RowNumber row, std::size_t pane) const
    {
        return m_driver->canvas().placeOf(row, pane)->toPoint();
    }
    [[nodiscard]] QImage around(RowNumber row, std::size_t pane) const;

    std::unique_ptr<WindowDriver> m_driver;
};

void WindowPanes::init()
{
    m_driver = std::make_unique<WindowDriver>();
    m_driver->openSample(QStringLiteral("starsCYG"));
    QTRY_VERIFY(m_driver->isSettled());
}

void WindowPanes::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void WindowPanes::wheel(std::size_t pane, int notches) const
{
    FigureCanvas& canvas = m_driver->canvas();
    const QPointF place = canvas.paneRect(pane).center();
    QWheelEvent event(place, canvas.mapToGlobal(place), {}, QPoint(0, 120 * notches), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&canvas, &event);
}

QImage WindowPanes::around(RowNumber row, std::size_t pane) const
{
    m_driver->canvas().replot();
    const QPoint place = placeOf(row, pane);
    return m_driver->canvas().grab(QRect(place - QPoint(10, 10), QSize(21, 21))).toImage();
}

void WindowPanes::wheelZoomsAllPanes()
{
    const RowNumber left{9};
    const RowNumber right{1};
    std::array<double, 3> before = {};
    for (std::size_t pane = 0; pane < 3; ++pane)
        before[pane] = placeOf(right, pane).x() - placeOf(left, pane).x();
    wheel(1, 1);
    QTRY_VERIFY(m_driver->session().exploration().view.has_value());
    QTRY_VERIFY(m_driver->isSettled());
    const double zoomed = placeOf(right, 0).x() - placeOf(left, 0).x();
    QVERIFY(zoomed > before[0] * 1.1);
    for (std::size_t pane = 0; pane < 3; ++pane)
        QVERIFY(std::abs(placeOf(right, pane).x() - placeOf(left, pane).x() - zoomed) <= 2);
    const QPoint middle = m_driver->canvas().paneRect(2).center();
    QTest::mouseDClick(&m_driver->canvas(), Qt::LeftButton, {}, middle);
    // Qt Test takes the button for pressed after a double click.
    QTest::mouseRelease(&m_driver->canvas(), Qt::LeftButton, {}, middle);
    QTRY_VERIFY(!m_driver->session().exploration().view.has_value());
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(std::abs(placeOf(right, 2).x() - placeOf(left, 2).x() - before[2]) <= 2);
}

void WindowPanes::zoomedFrontierIsTracedAnew()
{
    const std::shared_ptr<const FrontierLines> before = m_driver->canvas().scene().panes[0].lines[0].frontier;
    const std::shared_ptr<const DetectorFit> fit = m_driver->canvas().scene().panes[0].fit;
    wheel(0, 2);
    QTRY_VERIFY(m_driver->session().exploration().view.has_value());
    QTRY_VERIFY(m_driver->isSettled());
    const ScenePane& pane = m_driver->canvas().scene().panes[0];
    QTRY_VERIFY(pane.lines[0].frontier != before);
    QVERIFY(!pane.lines[0].provisional);
    // The view is not part of what is learned.
    QCOMPARE(pane.fit, fit);
}

void WindowPanes::keysZoomPanAndFit()
{
    FigureCanvas& canvas = m_driver->canvas();
    const QImage before = m_driver->paintedPanes();
    const View whole = canvas.view();
    canvas.setFocus();
    QTest::keyClick(&canvas, Qt::Key_Plus);
    QVERIFY(canvas.view().xMax - canvas.view().xMin < whole.xMax - whole.xMin);
    const View zoomed = canvas.view();
    QTest::keyClick(&canvas, Qt::Key_Right);
    QVERIFY(canvas.view().xMin > zoomed.xMin);
    QTRY_VERIFY(m_driver->session().exploration().view.has_value());
    QTRY_VERIFY(m_driver->isSettled());
    QVERIFY(difference(before, m_driver->paintedPanes()) > 0.005);
    QTest::keyClick(&canvas, Qt::Key_Home);
    QTRY_VERIFY(!m_driver->session().exploration().view.has_value());
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(difference(before, m_driver->paintedPanes()) < 1e-3);
}

void WindowPanes::hoverMarksTheRowInEveryPane()
{
    const RowNumber row{34};
    std::array<QImage, 3> before;
    for (std::size_t pane = 0; pane < 3; ++pane)
        before[pane] = around(row, pane);
    QTest::mouseMove(&m_driver->canvas(), placeOf(row, 1));
    for (std::size_t pane = 0; pane < 3; ++pane)
        QTRY_VERIFY(difference(before[pane], around(row, pane)) > 0.05);
    QTest::mouseMove(&m_driver->canvas(), m_driver->canvas().paneRect(1).topLeft() + QPoint(3, 3));
    for (std::size_t pane = 0; pane < 3; ++pane)
        QTRY_VERIFY(difference(before[pane], around(row, pane)) < 0.01);
}

void WindowPanes::clickSelectsInTableAndBack()
{
    auto* const table = m_driver->find<QTableView>("outliersTable");
    QTRY_VERIFY(table->model()->rowCount() > 1);
    const RowNumber giant{34};
    const QImage before = around(giant, 0);
    QTest::mouseClick(&m_driver->canvas(), Qt::LeftButton, {}, placeOf(giant, 2));
    QTRY_COMPARE(table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table->selectionModel()->selectedRows().front().data().toString(), QStringLiteral("34"));
    QTest::mouseMove(&m_driver->canvas(), QPoint(1, 1));
    QTRY_VERIFY(difference(before, around(giant, 0)) > 0.05);

    // The other way: a row of the table marks its place in the panes.
    int other = 0;
    while (table->model()->index(other, 0).data().toString() == QStringLiteral("34"))
        ++other;
    const RowNumber row{table->model()->index(other, 0).data().toLongLong()};
    const QImage unmarked = around(row, 1);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->model()->index(other, 0)).center());
    QTRY_VERIFY(difference(unmarked, around(row, 1)) > 0.05);
    QTRY_VERIFY(difference(before, around(giant, 0)) < 0.01);
}

void WindowPanes::figuresOfTheStudyAreAStepAway()
{
    // Stars have no uplink: the figure comes over the bundled sample.
    m_driver->find<QAction>("study-6.1")->trigger();
    QTRY_VERIFY(m_driver->isSettled());
    const Session& session = m_driver->session();
    QVERIFY(!session.error());
    QCOMPARE(session.outcome().panes.size(), std::size_t{2});
    QCOMPARE(session.outcome().panes[0].lines.size(), std::size_t{3});
    const Source sample = session.exploration().source;
    // Over the same data as the next, and undone in one step.
    m_driver->find<QAction>("study-6.4")->trigger();
    QTRY_VERIFY(m_driver->isSettled());
    QCOMPARE(session.exploration().source, sample);
    QCOMPARE(session.outcome().panes.size(), std::size_t{1});
    QCOMPARE(session.outcome().panes[0].lines.size(), std::size_t{4});
    const Plane& plane = session.outcome().panes[0].plane;
    const ScaledPoints& points = *session.outcome().panes[0].points;
    QVERIFY(std::abs(points.scaling.toScaled(0, plane.xMin) + 5) < 1e-9);
    QVERIFY(std::abs(points.scaling.toScaled(1, plane.yMax) - 20) < 1e-9);
    m_driver->session().undo();
    QTRY_VERIFY(m_driver->isSettled());
    QCOMPARE(session.outcome().panes.size(), std::size_t{2});
}

PERIMETER_TEST(WindowPanes, Widgets)
#include "tst_window_panes.moc"
