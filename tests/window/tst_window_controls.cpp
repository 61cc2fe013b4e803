// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/names.h"
#include "window_driver.h"

#include "explorer/wording/phrasing.h"
#include "figure/export/export.h"
#include "support/test_registry.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>

#include <QRegularExpression>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

using namespace perimeter;

/// Every control, by mouse and keys, and what the panes then show.
class WindowControls final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void panelsFitTheirDocks();
    void everyPaneShowsItsFrontier();
    void growingNuMarksMoreOutliers();
    void nuBoxTakesANumber();
    void undoBringsThePictureBack();
    void axesChangeTheTitles();
    void logAxisMovesTheRows();
    void linearKernelOnStandardisedDataSaysWhyThereIsNoFrontier();
    void unscaledLinearKernelHasAFrontier();
    void kernelEnablesItsOwnFields();
    void gammaValueTightensTheFrontier();
    void contaminationFollowsNuUntilUnlinked();
    void supportFractionAndConventionChangeTheRobustPane();
    void cellsAreToldWithTheRowsThatMayDiffer();
    void panesAndLinesFollowTheMenus();
    void darkRepaintsEverything();

private:
    [[nodiscard]] bool frontierIsPainted(std::size_t pane) const;
    [[nodiscard]] int hueIn(std::size_t pane, DetectorKind detector) const
    {
        return pixelsOf(m_driver->paintedPane(pane), hueOf(detector));
    }
    [[nodiscard]] QString exported() const;

    std::unique_ptr<WindowDriver> m_driver;
};

void WindowControls::init()
{
    m_driver = std::make_unique<WindowDriver>();
    m_driver->openSample(QStringLiteral("Wine"));
    QTRY_VERIFY(m_driver->isSettled());
}

void WindowControls::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

/// At the places of its vertices, a pane shows the line's hue.
bool WindowControls::frontierIsPainted(std::size_t pane) const
{
    const ScenePane& scene = m_driver->canvas().scene().panes[pane];
    const QImage image = m_driver->paintedPane(pane);
    const Plane& plane = scene.plane;
    int vertices = 0;
    int painted = 0;
    for (const Polyline& line : scene.lines.front().frontier->frontier) {
        for (const PlanePoint& point : line.points) {
            const double x = (point.x - plane.xMin) / (plane.xMax - plane.xMin) * image.width();
            const double y = (plane.yMax - point.y) / (plane.yMax - plane.yMin) * image.height();
            const QRect around = QRect(qRound(x) - 3, qRound(y) - 3, 7, 7).intersected(image.rect());
            if (around.width() < 7 || around.height() < 7)
                continue;
            ++vertices;
            painted += pixelsOf(image.copy(around), scene.hue, 60) > 0;
        }
    }
    return vertices > 20 && painted > 0.95 * vertices;
}

QString WindowControls::exported() const
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("figure.svg"));
    const Expected<void> written = exportFigure(m_driver->canvas().scene(), {}, path);
    QFile file(path);
    return written && file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void WindowControls::panelsFitTheirDocks()
{
    for (QScrollArea* const area : m_driver->window().findChildren<QScrollArea*>()) {
        if (area->widget()->objectName() != QLatin1String("panel"))
            continue;
        const QByteArray cut = QByteArray(area->widget()->metaObject()->className()) +
                               ": its right side is cut off by " +
                               QByteArray::number(area->widget()->width() - area->viewport()->width());
        QVERIFY2(area->widget()->width() <= area->viewport()->width(), cut.constData());
    }
}

void WindowControls::everyPaneShowsItsFrontier()
{
    QCOMPARE(m_driver->canvas().scene().panes.size(), std::size_t{3});
    for (std::size_t pane = 0; pane < 3; ++pane) {
        QVERIFY(frontierIsPainted(pane));
        QVERIFY(hueIn(pane, allDetectors[pane]) > 100);
        QVERIFY(pixelsOf(m_driver->paintedPane(pane), theme(ThemeKind::Light).inlier, 70) > 100);
        // And in no pane another detector's hue.
        QVERIFY(hueIn(pane, allDetectors[(pane + 1) % 3]) < 10);
    }
}

void WindowControls::growingNuMarksMoreOutliers()
{
    auto* const slider = m_driver->find<QSlider>("nuSlider");
    WindowDriver::dragSlider(slider, 200);
    QTRY_VERIFY(m_driver->isSettled());
    const double few = m_driver->session().exploration().settings.svm.nu;
    std::array<int, 3> before = {};
    for (std::size_t pane = 0; pane < 3; ++pane)
        before[pane] = hueIn(pane, allDetectors[pane]);
    WindowDriver::dragSlider(slider, 280);
    QTRY_VERIFY(m_driver->isSettled());
    QVERIFY(m_driver->session().exploration().settings.svm.nu > 2 * few);
    for (std::size_t pane = 0; pane < 3; ++pane)
        QVERIFY2(
            hueIn(pane, allDetectors[pane]) > before[pane] + 100,
            qPrintable(
                QStringLiteral("%1: %2 after %3").arg(pane).arg(hueIn(pane, allDetectors[pane])).arg(before[pane])));
}

void WindowControls::nuBoxTakesANumber()
{
    const QImage before = m_driver->paintedPanes();
    WindowDriver::type(m_driver->find<QDoubleSpinBox>("nuBox"), QStringLiteral("0.4"));
    QTRY_COMPARE(m_driver->session().exploration().settings.svm.nu, 0.4);
    QTRY_VERIFY(m_driver->isSettled());
    QVERIFY(difference(before, m_driver->paintedPanes()) > 0.001);
}

void WindowControls::undoBringsThePictureBack()
{
    const QImage before = m_driver->paintedPanes();
    WindowDriver::dragSlider(m_driver->find<QSlider>("nuSlider"), 280);
    QTRY_VERIFY(m_driver->isSettled());
    QVERIFY(difference(before, m_driver->paintedPanes()) > 0.001);
    // The whole drag is one step.
    m_driver->canvas().setFocus();
    QTest::keyClick(&m_driver->canvas(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(difference(before, m_driver->paintedPanes()) < 1e-4);
    QTest::keyClick(&m_driver->canvas(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_driver->isSettled());
    QVERIFY(difference(before, m_driver->paintedPanes()) > 0.001);
}

void WindowControls::axesChangeTheTitles()
{
    QVERIFY(exported().contains(QStringLiteral("flavanoids")));
    QVERIFY(!exported().contains(QStringLiteral("magnesium")));
    const QImage before = m_driver->paintedPanes();
    WindowDriver::choose(m_driver->find<QComboBox>("xCombo"), QStringLiteral("magnesium"));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(exported().contains(QStringLiteral("magnesium")));
    QVERIFY(!exported().contains(QStringLiteral(">flavanoids<")));
    QVERIFY(difference(before, m_driver->paintedPanes()) > 0.01);
}

void WindowControls::logAxisMovesTheRows()
{
    const std::optional<QPointF> before = m_driver->canvas().placeOf(RowNumber{10}, 0);
    const QImage linear = m_driver->paintedPanes();
    WindowDriver::choose(m_driver->find<QComboBox>("yScaleCombo"), nameOf(AxisScale::Log));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(difference(linear, m_driver->paintedPanes()) > 0.01);
    const std::optional<QPointF> after = m_driver->canvas().placeOf(RowNumber{10}, 0);
    QVERIFY(before && after);
    QVERIFY(std::abs(before->x() - after->x()) < 3);
    QVERIFY(std::abs(before->y() - after->y()) > 3);
    QVERIFY(frontierIsPainted(1));
}

void WindowControls::linearKernelOnStandardisedDataSaysWhyThereIsNoFrontier()
{
    QVERIFY(hueIn(0, DetectorKind::OneClassSvm) > 100);
    WindowDriver::choose(m_driver->find<QComboBox>("kernelCombo"), nameOf(KernelKind::Linear));
    QTRY_VERIFY(m_driver->isSettled());
    const DetectorFit& fit = *m_driver->session().outcome().panes[0].lines[0].fit;
    QVERIFY(!fit.notices.empty());
    const QString sentence = phrase(fit.notices.front());
    // No frontier and no outliers in its pane, the others as before; the sentence in the pane and in Messages.
    QTRY_VERIFY(hueIn(0, DetectorKind::OneClassSvm) < 30);
    QVERIFY(hueIn(1, DetectorKind::RobustCovariance) > 100);
    QString words = exported();
    words.remove(QRegularExpression(QStringLiteral("<[^>]*>|\\s")));
    QVERIFY(words.contains(sentence.left(20).remove(QLatin1Char(' ')).toHtmlEscaped()));
    const auto* const messages = m_driver->find<QTableView>("messagesTable")->model();
    QTRY_VERIFY(messages->rowCount() > 0);
    QCOMPARE(messages->index(0, 0).data().toString(), sentence);
}

void WindowControls::unscaledLinearKernelHasAFrontier()
{
    WindowDriver::choose(m_driver->find<QComboBox>("kernelCombo"), nameOf(KernelKind::Linear));
    WindowDriver::choose(m_driver->find<QComboBox>("scalingCombo"), nameOf(ScalingKind::None));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(hueIn(0, DetectorKind::OneClassSvm) > 100);
}

void WindowControls::kernelEnablesItsOwnFields()
{
    const auto enabled = [&] {
        QStringList names;
        for (const char* const name : {"gammaCombo", "gammaBox", "degreeBox", "coef0Box"}) {
            if (m_driver->find<QWidget>(name)->isEnabled())
                names.append(QString::fromLatin1(name));
        }
        return names.join(QLatin1Char(' '));
    };
    auto* const kernel = m_driver->find<QComboBox>("kernelCombo");
    QCOMPARE(enabled(), QStringLiteral("gammaCombo"));
    WindowDriver::choose(kernel, nameOf(KernelKind::Linear));
    QCOMPARE(enabled(), QString());
    WindowDriver::choose(kernel, nameOf(KernelKind::Polynomial));
    QCOMPARE(enabled(), QStringLiteral("gammaCombo degreeBox coef0Box"));
    WindowDriver::choose(kernel, nameOf(KernelKind::Sigmoid));
    QCOMPARE(enabled(), QStringLiteral("gammaCombo coef0Box"));
    WindowDriver::choose(m_driver->find<QComboBox>("gammaCombo"), QStringLiteral("value"));
    QCOMPARE(enabled(), QStringLiteral("gammaCombo gammaBox coef0Box"));
}

void WindowControls::gammaValueTightensTheFrontier()
{
    const int smooth = hueIn(0, DetectorKind::OneClassSvm);
    const QImage robust = m_driver->paintedPane(1);
    WindowDriver::choose(m_driver->find<QComboBox>("gammaCombo"), QStringLiteral("value"));
    WindowDriver::type(m_driver->find<QDoubleSpinBox>("gammaBox"), QStringLiteral("30"));
    QTRY_VERIFY(m_driver->isSettled());
    // Islands have more border than one region; the other detectors do not look at γ.
    QTRY_VERIFY(hueIn(0, DetectorKind::OneClassSvm) > 1.3 * smooth);
    QVERIFY(difference(robust, m_driver->paintedPane(1)) < 1e-4);
}

void WindowControls::contaminationFollowsNuUntilUnlinked()
{
    QTest::mouseClick(m_driver->find<QToolButton>("linkButton"), Qt::LeftButton);
    QTRY_VERIFY(m_driver->isSettled());
    const QImage robust = m_driver->paintedPane(1);
    const QImage svm = m_driver->paintedPane(0);
    WindowDriver::type(m_driver->find<QDoubleSpinBox>("nuBox"), QStringLiteral("0.4"));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(difference(svm, m_driver->paintedPane(0)) > 0.001);
    QVERIFY(difference(robust, m_driver->paintedPane(1)) < 1e-4);
    WindowDriver::type(m_driver->find<QDoubleSpinBox>("contaminationBox"), QStringLiteral("0.3"));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(difference(robust, m_driver->paintedPane(1)) > 0.001);
}

void WindowControls::supportFractionAndConventionChangeTheRobustPane()
{
    const QImage robust = m_driver->paintedPane(1);
    const QImage empirical = m_driver->paintedPane(2);
    WindowDriver::type(m_driver->find<QDoubleSpinBox>("supportBox"), QStringLiteral("0.95"));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_VERIFY(difference(robust, m_driver->paintedPane(1)) > 0.0005);
    const QImage wide = m_driver->paintedPane(1);
    WindowDriver::choose(m_driver->find<QComboBox>("conventionCombo"), QStringLiteral("robustbase"));
    WindowDriver::type(m_driver->find<QSpinBox>("seedBox"), QStringLiteral("7"));
    QTRY_VERIFY(m_driver->isSettled());
    QCOMPARE(m_driver->session().exploration().settings.seed, std::uint64_t{7});
    QVERIFY(difference(empirical, m_driver->paintedPane(2)) < 1e-4);
}

void WindowControls::cellsAreToldWithTheRowsThatMayDiffer()
{
    QComboBox* const learn = m_driver->find<QComboBox>("learnCombo");
    const QLabel* const status = m_driver->find<QLabel>("statusCells");
    QCOMPARE(learn->currentText(), QStringLiteral("cells if > 50,000"));
    QCOMPARE(status->text(), QString());
    learn->setCurrentIndex(learn->findText(QStringLiteral("cells")));
    QTRY_VERIFY(status->text().startsWith(QStringLiteral("learned from ")));
    QTRY_VERIFY(status->text().contains(QStringLiteral("cells of 0.02 ℓ")));
    WindowDriver::choose(m_driver->find<QComboBox>("kernelCombo"), nameOf(KernelKind::Sigmoid));
    QTRY_VERIFY(status->text().contains(QStringLiteral(", rows whose class may differ: ")));
    learn->setCurrentIndex(learn->findText(QStringLiteral("every row")));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_COMPARE(status->text(), QString());
}

void WindowControls::panesAndLinesFollowTheMenus()
{
    const auto trigger = [&](const QString& name) {
        auto* const action = m_driver->window().findChild<QAction*>(name);
        QVERIFY2(action, qPrintable(name));
        action->trigger();
    };
    trigger(QStringLiteral("panesAspect%1").arg(static_cast<int>(Variation::Aspect::Scaling)));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_COMPARE(m_driver->canvas().scene().panes.size(), std::size_t{2});
    trigger(QStringLiteral("panesAspect%1").arg(static_cast<int>(Variation::Aspect::None)));
    trigger(QStringLiteral("linesAspect%1").arg(static_cast<int>(Variation::Aspect::Nu)));
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_COMPARE(m_driver->canvas().scene().panes.size(), std::size_t{1});
    QCOMPARE(m_driver->canvas().scene().panes[0].lines.size(), std::size_t{4});
    const QImage pane = m_driver->paintedPane(0);
    for (std::size_t line = 0; line < 4; ++line)
        QVERIFY(pixelsOf(pane, m_driver->canvas().scene().panes[0].lines[line].hue, 60) > 50);
}

void WindowControls::darkRepaintsEverything()
{
    m_driver->find<QAction>("actionDark")->trigger();
    const Theme dark = theme(ThemeKind::Dark);
    const QImage pane = m_driver->paintedPane(0);
    QVERIFY(pixelsOf(pane, dark.surface, 8) > pane.width() * pane.height() / 2);
    QVERIFY(hueIn(0, DetectorKind::OneClassSvm) > 100);
    const QImage window = m_driver->window().grab().toImage();
    QVERIFY(pixelsOf(window, Qt::white, 4) < 0.02 * window.width() * window.height());
    m_driver->find<QAction>("actionDark")->trigger();
    QVERIFY(pixelsOf(m_driver->paintedPane(0), dark.surface, 8) < 100);
}

PERIMETER_TEST(WindowControls, Widgets)
#include "tst_window_controls.moc"
