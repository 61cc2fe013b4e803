// SPDX-License-Identifier: GPL-3.0-or-later
//
// perimeter_screenshots FOLDER: drives the real window through its main states and writes each as FOLDER/NAME.png. The
// pixel ratio is that of the environment (QT_SCALE_FACTOR).
#include "window_driver.h"

#include "window/export/export_dialog.h"
#include "window/export/figure_preview.h"
#include "window/files/open_dialog.h"
#include "window/watch/model_trainer.h"
#include "window/watch/watch_tab.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

#include <cstdio>
#include <functional>

using namespace perimeter;

namespace {

constexpr int patienceMilliseconds = 120000;

class Photographer {
public:
    explicit Photographer(QString folder) : m_folder(std::move(folder)) {}

    [[nodiscard]] WindowDriver& driver() { return m_driver; }

    void waitFor(const std::function<bool()>& happened)
    {
        m_failed = !QTest::qWaitFor(happened, patienceMilliseconds) || m_failed;
    }

    /// Waits for the answer, then writes the window, or a dialog over it.
    bool take(const QString& name, QWidget* widget = nullptr)
    {
        const bool settled = QTest::qWaitFor([&] { return m_driver.isSettled(); }, patienceMilliseconds);
        QTest::mouseMove(&m_driver.window(), QPoint(640, 796));
        QCoreApplication::processEvents();
        m_driver.canvas().replot();
        const QString path = m_folder + QLatin1Char('/') + name + QStringLiteral(".png");
        const bool written = (widget ? widget : &m_driver.window())->grab().save(path);
        std::printf("%s%s\n", qPrintable(path), settled && written ? "" : ": failed");
        m_failed = m_failed || !settled || !written;
        return settled && written;
    }

    void edit(const std::function<void(Exploration&)>& change)
    {
        Exploration exploration = m_driver.session().exploration();
        change(exploration);
        m_driver.session().edit(exploration);
    }

    [[nodiscard]] bool failed() const { return m_failed; }

private:
    QString m_folder;
    WindowDriver m_driver;
    bool m_failed = false;
};

void takePanes(Photographer& photographer)
{
    WindowDriver& driver = photographer.driver();
    driver.window().open(sampleExploration());
    photographer.waitFor([&] {
        const QAbstractItemModel* const rows = driver.find<QTableView>("outliersTable")->model();
        return rows->rowCount() > 0 && !rows->index(0, rows->columnCount() - 1).data().toString().isEmpty();
    });
    photographer.take(QStringLiteral("first-start"));

    photographer.edit([](Exploration& exploration) { exploration.view = View{60, 2000, 60, 4000}; });
    photographer.take(QStringLiteral("zoomed-in"));

    photographer.edit([](Exploration& exploration) {
        exploration.x.scale = exploration.y.scale = AxisScale::Linear;
        exploration.view.reset();
    });
    photographer.take(QStringLiteral("linear-axes"));

    photographer.edit([](Exploration& exploration) {
        exploration.view.reset();
        exploration.x.column = "duration";
        exploration.x.scale = AxisScale::Asinh;
        exploration.y.scale = AxisScale::Asinh;
    });
    photographer.take(QStringLiteral("other-axes"));

    driver.openSample(QStringLiteral("Wine"));
    photographer.edit([](Exploration& exploration) { exploration.panes = {.aspect = Variation::Aspect::Scaling}; });
    photographer.take(QStringLiteral("unscaled-and-scaled"));

    photographer.edit([](Exploration& exploration) {
        exploration.panes = {.aspect = Variation::Aspect::None};
        exploration.lines = {.aspect = Variation::Aspect::Nu};
    });
    photographer.take(QStringLiteral("nu-overlaid"));
    photographer.edit([](Exploration& exploration) {
        exploration.panes = {.aspect = Variation::Aspect::Detector};
        exploration.lines = {};
    });
}

void takeTables(Photographer& photographer)
{
    WindowDriver& driver = photographer.driver();
    driver.window().open(sampleExploration());
    driver.openTab("columnsTable");
    photographer.waitFor([&] { return driver.find<QTableView>("columnsTable")->model()->rowCount() > 3; });
    driver.find<QTableView>("columnsTable")->selectRow(5);
    photographer.take(QStringLiteral("columns"));

    photographer.driver().openTab("evaluationTable");
    photographer.edit([](Exploration& exploration) {
        exploration.preparation.steps.emplace_back(Derive{"is_tunnel", "uplink > 20 * downlink"});
        exploration.labels.column = "is_tunnel";
    });
    photographer.waitFor([&] { return driver.find<QTableView>("evaluationTable")->model()->rowCount() == 3; });
    photographer.take(QStringLiteral("evaluation"));
    driver.session().undo();
    photographer.driver().openTab("columnsTable");

    WindowDriver::type(driver.find<QLineEdit>("filterEdit"), QStringLiteral("uplinc > 100"));
    photographer.waitFor([&] { return driver.session().error().has_value(); });
    photographer.take(QStringLiteral("message"));
    driver.session().undo();
    photographer.edit([](Exploration& exploration) {
        exploration.scaling = ScalingKind::Standard;
        exploration.settings.svm.kernel = KernelKind::Linear;
    });
    photographer.take(QStringLiteral("no-frontier"));
    photographer.edit([](Exploration& exploration) { exploration.settings.svm.kernel = KernelKind::Rbf; });
    driver.openTab("outliersTable");
}

void takeSweeps(Photographer& photographer)
{
    WindowDriver& driver = photographer.driver();
    driver.openTab("sweepChart");
    auto* const check = driver.find<QCheckBox>("sweepDepthCheck");
    check->setChecked(true);
    photographer.waitFor([&] { return depthOf(driver.canvas().scene()) != nullptr; });
    photographer.take(QStringLiteral("sweep-and-depth"));
    driver.find<QAction>("actionDark")->trigger();
    photographer.take(QStringLiteral("dark-sweep-and-depth"));
    driver.find<QAction>("actionDark")->trigger();
    auto* const over = driver.find<QComboBox>("sweepOverCombo");
    for (const QString& name : {QStringLiteral("γ"), QStringLiteral("contamination"), QStringLiteral("kernel")}) {
        over->setCurrentIndex(over->findText(name));
        photographer.waitFor([&] { return !driver.find<QToolButton>("sweepStopButton")->isVisible(); });
        photographer.take(QStringLiteral("sweep-over-%1").arg(over->currentIndex()));
    }
    driver.openTab("outliersTable");
}

void takeStudy(Photographer& photographer)
{
    WindowDriver& driver = photographer.driver();
    auto* const menu = driver.find<QMenu>("presetsMenu");
    menu->popup(driver.window().mapToGlobal(QPoint(300, 60)));
    photographer.take(QStringLiteral("figures-of-the-study"), menu);
    menu->close();
    driver.find<QAction>("study-6.1")->trigger();
    photographer.take(QStringLiteral("study-unscaled-and-scaled"));

    driver.openTab("predictionTable");
    driver.find<QPushButton>("predictButton")->click();
    auto* const results = driver.find<QTableView>("predictionTable");
    photographer.waitFor([&] { return results->model()->rowCount() > 0; });
    Q_EMIT results->clicked(results->model()->index(0, 1));
    photographer.take(QStringLiteral("prediction"));
    driver.openTab("outliersTable");
}

void takeWatch(Photographer& photographer)
{
    WindowDriver& driver = photographer.driver();
    driver.window().open(sampleExploration());
    photographer.edit([](Exploration& exploration) { exploration.settings.svm.nu = 0.02; });
    const QTemporaryDir folder;
    const QString model = folder.filePath(QStringLiteral("sessions.json"));
    driver.window().findChild<ModelTrainer*>()->train(model);
    photographer.waitFor([&] { return QFile::exists(model); });
    auto* const tab = driver.window().findChild<WatchTab*>();
    driver.openTab("watchButton");
    photographer.take(QStringLiteral("watch-nothing-chosen"));
    tab->setModel(model);
    tab->setLog(QString::fromStdString(sampleExploration().source.path));
    driver.find<QPushButton>("watchButton")->click();
    photographer.waitFor([&] { return driver.find<QTableView>("watchTable")->model()->rowCount() > 0; });
    photographer.take(QStringLiteral("watch"));
    driver.find<QAction>("actionDark")->trigger();
    photographer.take(QStringLiteral("dark-watch"));
    driver.find<QAction>("actionDark")->trigger();
    driver.find<QPushButton>("watchButton")->click();
    driver.openTab("outliersTable");
}

void takeDialogs(Photographer& photographer)
{
    WindowDriver& driver = photographer.driver();
    driver.find<QAction>("actionOpen")->trigger();
    auto* const open = driver.window().findChild<OpenDialog*>();
    open->findChild<QLineEdit*>(QStringLiteral("pathEdit"))
        ->setText(QString::fromStdString(sampleExploration().source.path));
    photographer.waitFor([&] { return open->findChild<QTableView*>()->model()->rowCount() > 3; });
    photographer.take(QStringLiteral("open-dialog"), open);
    open->reject();

    driver.find<QAction>("actionExport")->trigger();
    auto* const exporting = driver.window().findChild<ExportDialog*>();
    exporting->findChild<QLineEdit*>(QStringLiteral("pathEdit"))->setText(QStringLiteral("dns_sessions.pdf"));
    auto* const preview = exporting->findChild<FigurePreview*>();
    photographer.waitFor([&] { return !preview->image().isNull(); });
    photographer.take(QStringLiteral("export-dialog"), exporting);
    WindowDriver::choose(exporting->findChild<QComboBox*>(QStringLiteral("presetCombo")),
                         QStringLiteral("Journal, one column (85 mm)"));
    exporting->findChild<QCheckBox*>(QStringLiteral("lettersCheck"))->click();
    exporting->findChild<QLineEdit*>(QStringLiteral("captionEdit"))
        ->setText(QStringLiteral("Synthetic DNS sessions with the frontiers of three detectors."));
    photographer.take(QStringLiteral("export-dialog-column"), exporting);
    exporting->reject();

    driver.find<QAction>("actionPalette")->trigger();
    photographer.take(QStringLiteral("command-palette"),
                      driver.window().findChild<QWidget*>(QStringLiteral("commandPalette")));
    driver.window().findChild<QWidget*>(QStringLiteral("commandPalette"))->close();

    driver.find<QAction>("actionDark")->trigger();
    photographer.take(QStringLiteral("dark"));
    driver.find<QAction>("actionOpen")->trigger();
    photographer.waitFor([&] { return driver.window().findChild<OpenDialog*>(); });
    photographer.take(QStringLiteral("dark-open-dialog"), driver.window().findChild<OpenDialog*>());
    driver.window().findChild<OpenDialog*>()->reject();
    driver.find<QAction>("actionDark")->trigger();
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: perimeter_screenshots FOLDER\n");
        return 2;
    }
    Photographer photographer(QString::fromLocal8Bit(argv[1]));
    takePanes(photographer);
    takeTables(photographer);
    takeSweeps(photographer);
    takeStudy(photographer);
    takeWatch(photographer);
    takeDialogs(photographer);
    return photographer.failed() ? 1 : 0;
}
