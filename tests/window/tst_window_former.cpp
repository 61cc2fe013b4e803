// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_registry.h"
#include "window_driver.h"

using namespace perimeter;

/// What stands on screen between a control's move and the answer to it.
class WindowFormer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void anotherKernelDimsAtOnce_data();
    void anotherKernelDimsAtOnce();
    void aStepOfNuDoesNotFlicker();
    void whatWasGivenUpIsDimmed();
    void panningDimsNothing();
    void theAnswerBeforeTheLastStaysDimmed();

private:
    void edit(const std::function<void(Exploration&)>& change) const
    {
        Exploration exploration = m_driver->session().exploration();
        change(exploration);
        m_driver->session().edit(exploration);
    }

    std::unique_ptr<WindowDriver> m_driver;
    QImage m_answered;
};

void WindowFormer::init()
{
    m_driver = std::make_unique<WindowDriver>();
    m_driver->openSample(QStringLiteral("starsCYG"));
    QTRY_VERIFY(m_driver->isSettled());
    m_answered = m_driver->paintedPanes();
}

void WindowFormer::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void WindowFormer::anotherKernelDimsAtOnce_data()
{
    QTest::addColumn<std::function<void(Exploration&)>>("change");
    using Change = std::function<void(Exploration&)>;
    QTest::newRow("gamma") << Change(
        [](Exploration& e) { e.settings.svm.gamma = {.rule = GammaChoice::Rule::Value, .value = 3.5}; });
    QTest::newRow("kernel") << Change([](Exploration& e) { e.settings.svm.kernel = KernelKind::Sigmoid; });
    QTest::newRow("scaling") << Change([](Exploration& e) { e.scaling = ScalingKind::MinMax; });
    QTest::newRow("axes") << Change([](Exploration& e) { std::swap(e.x.column, e.y.column); });
    QTest::newRow("axis scale") << Change([](Exploration& e) { e.x.scale = AxisScale::Log; });
}

void WindowFormer::anotherKernelDimsAtOnce()
{
    QFETCH(std::function<void(Exploration&)>, change);
    edit(change);
    // No answer arrives before the event loop turns.
    const QImage former = m_driver->paintedPanes();
    for (std::size_t pane = 0; pane < 3; ++pane) {
        const QRect rectangle = m_driver->canvas().paneRect(pane);
        const QColor hue = hueOf(allDetectors[pane]);
        QVERIFY(pixelsOf(m_answered.copy(rectangle), hue, 24) > 150);
        QCOMPARE(pixelsOf(former.copy(rectangle), hue, 24), 0);
        QImage empty(rectangle.size(), QImage::Format_RGB32);
        empty.fill(Qt::white);
        QVERIFY(difference(former.copy(rectangle), empty) > 0.01);
    }
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(pixelsOf(m_driver->paintedPane(1), hueOf(allDetectors[1]), 24) > 150);
}

void WindowFormer::aStepOfNuDoesNotFlicker()
{
    edit([](Exploration& e) { e.settings.svm.nu = 0.3; });
    QCOMPARE(m_driver->paintedPanes(), m_answered);
    QTRY_VERIFY(m_driver->isSettled());
    QVERIFY(difference(m_driver->paintedPanes(), m_answered) > 1e-3);
    for (const ScenePane& pane : m_driver->canvas().scene().panes)
        QVERIFY(!pane.provisional && !pane.lines.front().provisional);
}

void WindowFormer::whatWasGivenUpIsDimmed()
{
    edit([](Exploration& e) { e.settings.svm.nu = 0.3; });
    m_driver->session().cancel();
    QVERIFY(difference(m_driver->paintedPanes(), m_answered) > 1e-3);
    QCOMPARE(pixelsOf(m_driver->paintedPane(0), hueOf(DetectorKind::OneClassSvm), 24), 0);
    m_driver->session().undo();
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(difference(m_driver->paintedPanes(), m_answered) < 1e-4);
}

void WindowFormer::panningDimsNothing()
{
    m_driver->canvas().pan(0.05, 0);
    QTRY_VERIFY(m_driver->session().exploration().view.has_value());
    QVERIFY(pixelsOf(m_driver->paintedPane(1), hueOf(DetectorKind::RobustCovariance), 24) > 150);
    QTRY_VERIFY(m_driver->isSettled());
}

void WindowFormer::theAnswerBeforeTheLastStaysDimmed()
{
    const Session& session = m_driver->session();
    bool dimmed = true;
    connect(&session, &Session::outcomeChanged, this, [&] {
        const Scene& scene = m_driver->canvas().scene();
        if (session.outcome().exploration.settings != session.exploration().settings)
            dimmed = dimmed && scene.dimsProvisional && scene.panes[0].provisional;
    });
    edit([](Exploration& e) { e.settings.svm.nu = 0.3; });
    QCoreApplication::processEvents();
    edit([](Exploration& e) { e.settings.svm.gamma = {.rule = GammaChoice::Rule::Value, .value = 3.5}; });
    QTRY_VERIFY(m_driver->isSettled());
    QVERIFY(dimmed);
    QVERIFY(!m_driver->canvas().scene().panes[0].provisional);
}

PERIMETER_TEST(WindowFormer, Widgets)
#include "tst_window_former.moc"
