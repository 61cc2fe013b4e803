// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "explorer/session/selection.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>
#include <array>

using namespace perimeter;

/// Rows selected by a rectangle in the panes, and labelled by hand.
class WindowLabels final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aRectangleSelectsItsRows();
    void draggingWithoutShiftStillPans();
    void keysSelectTheRowsInView();
    void escapeLetsTheSelectionGo();
    void labelsAreOneUndoStepEach();
    void theContextMenuIsAboutTheRowUnderIt();
    void labelledRowsAreMarkedInEveryPane();
    void anotherFileHasNoLabels();

private:
    [[nodiscard]] const std::vector<RowNumber>& selected() const
    {
        return m_driver->window().findChild<Selection*>()->rows();
    }
    [[nodiscard]] const RowLabels& labels() const { return m_driver->session().exploration().labels.byHand; }
    [[nodiscard]] QAction* action(const char* name) const { return m_driver->find<QAction>(name); }
    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers keys) const
    {
        FigureCanvas& canvas = m_driver->canvas();
        QTest::mousePress(&canvas, Qt::LeftButton, keys, from);
        for (int step = 1; step <= 4; ++step)
            QTest::mouseMove(&canvas, from + (to - from) * step / 4);
        QTest::mouseRelease(&canvas, Qt::LeftButton, keys, to);
    }
    /// The four giants: rows 11, 20, 30 and 34, cooler than 3.8.
    void selectGiants() const
    {
        const QRect pane = m_driver->canvas().paneRect(1);
        QPoint corner = pane.bottomLeft();
        for (const std::int64_t row : {11, 20, 30, 34})
            corner = {std::max(corner.x(), m_driver->canvas().placeOf({row}, 1)->toPoint().x() + 4), corner.y()};
        drag(pane.topLeft() + QPoint(1, 1), corner, Qt::ShiftModifier);
    }

    std::unique_ptr<WindowDriver> m_driver;
};

void WindowLabels::init()
{
    m_driver = std::make_unique<WindowDriver>();
    m_driver->openSample(QStringLiteral("starsCYG"));
    QTRY_VERIFY(m_driver->isSettled());
}

void WindowLabels::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void WindowLabels::aRectangleSelectsItsRows()
{
    const View before = m_driver->canvas().view();
    auto* const told = m_driver->find<QLabel>("statusSelection");
    QVERIFY(!told->isVisible());
    const auto ringed = [&](std::size_t pane) {
        return pixelsOf(m_driver->paintedPane(pane), theme(ThemeKind::Light).selected, 40);
    };
    const std::array former = {ringed(0), ringed(1), ringed(2)};
    selectGiants();
    const std::vector<RowNumber> giants = {{11}, {20}, {30}, {34}};
    QVERIFY(selected() == giants);
    QCOMPARE(told->text(), QStringLiteral("4 rows selected"));
    QVERIFY(told->isVisible());
    QVERIFY(m_driver->canvas().view() == before);
    // Whichever pane it was drawn in, every pane shows it.
    for (std::size_t pane = 0; pane < 3; ++pane)
        QVERIFY2(ringed(pane) > former[pane] + 60, qPrintable(QString::number(ringed(pane) - former[pane])));
}

void WindowLabels::draggingWithoutShiftStillPans()
{
    const View before = m_driver->canvas().view();
    const QPoint middle = m_driver->canvas().paneRect(0).center();
    drag(middle, middle + QPoint(40, 20), {});
    QVERIFY(m_driver->canvas().view().xMin < before.xMin);
    QVERIFY(selected().empty());
}

void WindowLabels::keysSelectTheRowsInView()
{
    FigureCanvas& canvas = m_driver->canvas();
    canvas.setFocus();
    QTest::keyClick(&canvas, Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(selected().size(), std::size_t{47});
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&canvas, Qt::Key_Plus);
    QTest::keyClick(&canvas, Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!selected().empty() && selected().size() < 47);
    for (std::int64_t row = 1; row <= 47; ++row)
        QCOMPARE(std::ranges::binary_search(selected(), RowNumber{row}), canvas.placeOf({row}, 0).has_value());
}

void WindowLabels::escapeLetsTheSelectionGo()
{
    selectGiants();
    QCOMPARE(selected().size(), std::size_t{4});
    QTest::keyClick(&m_driver->canvas(), Qt::Key_Escape);
    QVERIFY(selected().empty());
    QVERIFY(!m_driver->find<QLabel>("statusSelection")->isVisible());
}

void WindowLabels::labelsAreOneUndoStepEach()
{
    QVERIFY(!action("actionLabelOutlier")->isEnabled());
    selectGiants();
    QVERIFY(!action("actionRemoveLabel")->isEnabled());
    QTest::keyClick(&m_driver->canvas(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(labels().entries().size(), std::size_t{4});
    QVERIFY(labels().of({30}) == RowLabel::Outlier);
    action("actionLabelInlier")->trigger();
    QVERIFY(labels().of({30}) == RowLabel::Inlier);
    m_driver->session().undo();
    QVERIFY(labels().of({30}) == RowLabel::Outlier);
    QVERIFY(action("actionRemoveLabel")->isEnabled());
    action("actionRemoveLabel")->trigger();
    QVERIFY(labels().isEmpty());
    m_driver->session().undo();
    m_driver->session().undo();
    QVERIFY(labels().isEmpty());
    QVERIFY(m_driver->find<QMenu>("canvasMenu")->actions().contains(action("actionLabelOutlier")));
}

void WindowLabels::theContextMenuIsAboutTheRowUnderIt()
{
    selectGiants();
    const auto press = [&](std::int64_t row) {
        QTest::mousePress(&m_driver->canvas(), Qt::RightButton, {}, m_driver->canvas().placeOf({row}, 2)->toPoint());
        QTest::mouseRelease(&m_driver->canvas(), Qt::RightButton, {}, m_driver->canvas().placeOf({row}, 2)->toPoint());
        m_driver->find<QMenu>("canvasMenu")->close();
    };
    press(20);
    QCOMPARE(selected().size(), std::size_t{4});
    press(14);
    QVERIFY(selected() == std::vector<RowNumber>{{14}});
    action("actionLabelInlier")->trigger();
    QVERIFY(labels().of({14}) == RowLabel::Inlier);
}

void WindowLabels::labelledRowsAreMarkedInEveryPane()
{
    selectGiants();
    action("actionLabelOutlier")->trigger();
    QTest::keyClick(&m_driver->canvas(), Qt::Key_Escape);
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(m_driver->canvas().scene().panes.front().labels);
    for (std::size_t pane = 0; pane < 3; ++pane) {
        const QImage image = m_driver->paintedPane(pane);
        const QPoint place =
            m_driver->canvas().placeOf({30}, pane)->toPoint() - m_driver->canvas().paneRect(pane).topLeft();
        // The square about the point, and not its neighbourhood alone.
        QVERIFY(pixelsOf(image.copy(QRect(place - QPoint(7, 7), QSize(15, 15))), theme(ThemeKind::Light).text, 110) >
                12);
    }
    m_driver->session().undo();
    QTRY_VERIFY(!m_driver->canvas().scene().panes.front().labels);
}

void WindowLabels::anotherFileHasNoLabels()
{
    selectGiants();
    action("actionLabelOutlier")->trigger();
    m_driver->window().openFile(testing::sourceFile("resources/samples/hbk.csv"));
    // Labels would be lost with their data.
    const auto question = [this] {
        return m_driver->window().findChild<QMessageBox*>(QStringLiteral("unsavedQuestion"));
    };
    QTRY_VERIFY(question());
    question()->button(QMessageBox::Discard)->click();
    QTRY_VERIFY(labels().isEmpty());
    QVERIFY(selected().empty());
}

PERIMETER_TEST(WindowLabels, Widgets)
#include "tst_window_labels.moc"
