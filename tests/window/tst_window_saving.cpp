// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "base/text.h"
#include "cli/program.h"
#include "explorer/tables/frontier_text.h"
#include "explorer/tables/whole_frontiers.h"
#include "explorer/wording/phrasing.h"
#include "support/test_registry.h"
#include "window/tables/table_export.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QJsonArray>
#include <QMessageBox>
#include <QStatusBar>
#include <QTableView>
#include <QToolButton>

using namespace perimeter;

/// Frontiers, tables and reports, written from the window.
class WindowExports final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void frontiersAreThoseOfTheExploration();
    void aFormatThatIsUnknownIsSaid();
    void everyTableHasItsMenu();
    void whatIsEmptyIsNotCopied();
    void aTableShowsThatItIsRead();
    void outliersAreCopiedAsListed();
    void hiddenColumnsAreLeftOut();
    void textThatComputesIsGuarded();
    void aTableIsSavedByItsExtension();
    void theSweepIsATableToo();
    void theButtonHasTheTablesOfTheTab();
    void theReportTellsWhatTheWindowShows();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QString status() const { return m_driver->window().statusBar()->currentMessage(); }

    /// Chooses a file in the dialog that an action opens.
    void chooseIn(QAction* action, const QString& file) const
    {
        QVERIFY(action->isEnabled());
        action->trigger();
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = m_driver->window().findChild<QFileDialog*>()) && dialog->isVisible());
        dialog->selectFile(file);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(!m_driver->window().findChild<QFileDialog*>());
    }

    /// Opens a table's context menu as the menu key does, and takes an entry by its name.
    [[nodiscard]] static QAction* entry(QWidget* table, const char* name)
    {
        auto* const area = qobject_cast<QAbstractScrollArea*>(table);
        QWidget* const seen = area ? area->viewport() : table;
        const QPoint place = seen->rect().center();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, place, seen->mapToGlobal(place));
        QApplication::sendEvent(seen, &event);
        auto* const menu = table->findChild<QMenu*>(QStringLiteral("tableMenu"));
        if (!menu || !menu->isVisible())
            return nullptr;
        menu->close();
        return table->findChild<QAction*>(QString::fromLatin1(name));
    }

    [[nodiscard]] QString copied(QWidget* table, const char* name) const
    {
        QApplication::clipboard()->clear();
        QAction* const action = entry(table, name);
        if (!action)
            return QStringLiteral("there is no such entry");
        action->trigger();
        if (!QTest::qWaitFor([] { return !QApplication::clipboard()->text().isEmpty(); }))
            return QStringLiteral("nothing was copied");
        return QApplication::clipboard()->text();
    }

    [[nodiscard]] QTableView* outliers() const
    {
        auto* const table = m_driver->openTab<QTableView>("outliersTable");
        return QTest::qWaitFor([&] { return table->model()->rowCount() > 0; }) ? table : nullptr;
    }

    void open(const QByteArray& csv) const
    {
        Exploration exploration;
        exploration.source.path = written(path("data.csv"), csv).toStdString();
        m_driver->window().open(exploration);
        QTRY_VERIFY(m_driver->isSettled());
    }

    QTemporaryDir m_folder;
    std::unique_ptr<WindowDriver> m_driver;
};

void WindowExports::init()
{
    m_driver = std::make_unique<WindowDriver>();
    m_driver->openSample(QStringLiteral("starsCYG"));
    QTRY_VERIFY(m_driver->isSettled());
}

void WindowExports::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void WindowExports::frontiersAreThoseOfTheExploration()
{
    for (const char* const name : {"frontiers.csv", "frontiers.geojson"}) {
        chooseIn(m_driver->find<QAction>("actionSaveFrontiers"), path(name));
        QTRY_VERIFY(QFile::exists(path(name)));
        QTRY_COMPARE(status(), QStringLiteral("The frontiers were written to %1.").arg(path(name)));
        Pipeline pipeline;
        NoProgress progress;
        const Expected<Outcome> outcome = exploreWhole(pipeline, m_driver->session().exploration(), progress);
        QVERIFY(outcome);
        QCOMPARE(contentOf(path(name)), QByteArray::fromStdString(*frontierText(*outcome, name)));
    }
}

void WindowExports::aFormatThatIsUnknownIsSaid()
{
    for (const auto& [action, code] : {std::pair("actionSaveFrontiers", ErrorCode::FrontierFormatUnknown),
                                       std::pair("actionWriteReport", ErrorCode::ReportFormatUnknown)}) {
        chooseIn(m_driver->find<QAction>(action), path("out.xyz"));
        QMessageBox* problem = nullptr;
        QTRY_VERIFY((problem = m_driver->window().findChild<QMessageBox*>(QStringLiteral("problemBox"))));
        QCOMPARE(problem->text(), phrase({code, {path("out.xyz").toStdString()}}));
        problem->accept();
        QTRY_VERIFY(!m_driver->window().findChild<QMessageBox*>(QStringLiteral("problemBox")));
        QVERIFY(!QFile::exists(path("out.xyz")));
    }
}

void WindowExports::everyTableHasItsMenu()
{
    for (const char* const name : {"outliersTable", "predictionTable", "testRowsTable", "evaluationTable", "watchTable",
                                   "columnsTable", "messagesTable"}) {
        auto* const table = m_driver->openTab<QTableView>(name);
        QVERIFY2(table->findChild<TableExport*>(), name);
        for (const char* const action : {"actionCopyCsv", "actionCopyMarkdown", "actionCopyLatex", "actionSaveTable"})
            QVERIFY2(entry(table, action), name);
    }
}

void WindowExports::whatIsEmptyIsNotCopied()
{
    // No log is watched.
    auto* const empty = m_driver->openTab<QTableView>("watchTable");
    QCOMPARE(empty->model()->rowCount(), 0);
    for (const char* const action : {"actionCopyCsv", "actionCopyMarkdown", "actionCopyLatex", "actionSaveTable"})
        QVERIFY2(!entry(empty, action)->isEnabled(), action);
    QVERIFY(entry(empty, "actionGuardText")->isEnabled());
    QVERIFY(entry(outliers(), "actionCopyCsv")->isEnabled());
}

void WindowExports::aTableShowsThatItIsRead()
{
    // Cells of the file are read in the background: the entry is left before they are there.
    QTableView* const table = outliers();
    QVERIFY(table);
    entry(table, "actionCopyCsv")->trigger();
    QVERIFY(QApplication::overrideCursor());
    QCOMPARE(status(), QStringLiteral("The table is being read."));
    QTRY_VERIFY(status().endsWith(QStringLiteral("on the clipboard.")));
    QVERIFY(!QApplication::overrideCursor());
}

void WindowExports::outliersAreCopiedAsListed()
{
    QTableView* const table = outliers();
    QVERIFY(table);
    table->sortByColumn(1, Qt::DescendingOrder);
    QTRY_VERIFY(table->model()->headerData(1, Qt::Horizontal).toString().startsWith(u'↓'));
    const QList<Record> rows = records(copied(table, "actionCopyCsv").toUtf8());
    QCOMPARE(rows.size(), table->model()->rowCount());
    const QString heading = status();
    QCOMPARE(heading, QStringLiteral("%1 rows are on the clipboard.").arg(rows.size()));
    const QList<Record> all = records(
        runProgram({"fit", sample("starsCYG.csv"), "--x", "log.Te", "--y", "log.light", "--rows", path("rows.csv")})
                    .status == 0
            ? contentOf(path("rows.csv"))
            : QByteArray());
    double last = std::numeric_limits<double>::infinity();
    for (const Record& row : rows) {
        QVERIFY(row["log.Te"].toDouble() <= last);
        last = row["log.Te"].toDouble();
        const Record& same = all[row["Row"].toInt() - 1];
        QCOMPARE(row["log.light"], same["log.light"]);
        QVERIFY(row["One-class SVM"].toDouble() == same["ocsvm_decision"].toDouble());
        QCOMPARE(row["One-class SVM: outlier"] == "true", same["ocsvm_class"] == "-1");
        QCOMPARE(row["Robust covariance: outlier"] == "true", same["robust_class"] == "-1");
    }
}

void WindowExports::hiddenColumnsAreLeftOut()
{
    QByteArray csv = "x,name,y\n";
    for (int i = 0; i < 60; ++i)
        csv += QByteArray::number((i * 37) % 101) + ",n" + QByteArray::number(i + 1) + ',' +
               QByteArray::number((i * 53) % 211) + '\n';
    open(csv);
    QTableView* const table = outliers();
    QVERIFY(table);
    const QList<Record> rows = records(copied(table, "actionCopyCsv").toUtf8());
    // x and y stand once, as the axes they are; the names come from the file.
    QCOMPARE(rows.first().keys().count("x"), 1);
    for (const Record& row : rows)
        QCOMPARE(row["name"], "n" + row["Row"]);
    table->setColumnHidden(0, true);
    QVERIFY(!copied(table, "actionCopyCsv").startsWith("Row,"));
}

void WindowExports::textThatComputesIsGuarded()
{
    QByteArray csv = "x,name,y\n";
    for (int i = 0; i < 60; ++i)
        csv += QByteArray::number((i * 37) % 101 - 50) + ",=HYPERLINK(" + QByteArray::number(i) + ")," +
               QByteArray::number((i * 53) % 211) + '\n';
    open(csv);
    QTableView* const table = outliers();
    QVERIFY(table);
    QAction* const guard = entry(table, "actionGuardText");
    QVERIFY(guard && guard->isChecked());
    const QString guarded = copied(table, "actionCopyCsv");
    QVERIFY(guarded.contains(",'=HYPERLINK("));
    QVERIFY(!guarded.contains("'-"));
    guard->trigger();
    QVERIFY(copied(table, "actionCopyCsv").contains(",=HYPERLINK("));
    QVERIFY(!entry(m_driver->openTab<QTableView>("columnsTable"), "actionGuardText")->isChecked());
    guard->trigger();
}

void WindowExports::aTableIsSavedByItsExtension()
{
    auto* const table = m_driver->openTab<QTableView>("columnsTable");
    QTRY_COMPARE(table->model()->rowCount(), 2);
    for (const auto& [name, beginning] :
         {std::pair("columns.csv", "Column,Kind,Missing,"), std::pair("columns.md", "| Column | Kind | Missing |"),
          std::pair("columns.tex", "\\begin{tabular}{llrrr")}) {
        chooseIn(entry(table, "actionSaveTable"), path(name));
        QTRY_COMPARE(status(), QStringLiteral("The table was written to %1.").arg(path(name)));
        QVERIFY2(contentOf(path(name)).startsWith(beginning), contentOf(path(name)).constData());
    }
    // All digits, where the table shows six.
    const QList<Record> columns = records(contentOf(path("columns.csv")));
    const QJsonArray described = runProgram({"describe", sample("starsCYG.csv"), "--json"}).json()["columns"].toArray();
    QVERIFY(columns[0]["Mean"].toDouble() == described[0]["mean"].toDouble());

    chooseIn(entry(table, "actionSaveTable"), path("columns.xlsx"));
    QMessageBox* problem = nullptr;
    QTRY_VERIFY((problem = m_driver->window().findChild<QMessageBox*>(QStringLiteral("problemBox"))));
    QVERIFY(problem->text().contains(".csv, .md or .tex"));
    problem->accept();
    QVERIFY(!QFile::exists(path("columns.xlsx")));
}

void WindowExports::theSweepIsATableToo()
{
    auto* const chart = m_driver->openTab<QWidget>("sweepChart");
    QTRY_VERIFY_WITH_TIMEOUT(copied(chart, "actionCopyCsv").count(u'\n') > 10, 20000);
    const QList<Record> points = records(copied(chart, "actionCopyCsv").toUtf8());
    for (const Record& point : points)
        QCOMPARE(point["rows"], QByteArray("47"));
}

void WindowExports::theButtonHasTheTablesOfTheTab()
{
    auto* const button = m_driver->find<QToolButton>("tableButton");
    QVERIFY(button->isVisible() && !button->accessibleName().isEmpty());
    const auto copies = [&] {
        Q_EMIT button->menu()->aboutToShow();
        int count = 0;
        for (const QAction* const action : button->menu()->actions())
            count += action->objectName() == QLatin1String("actionCopyCsv");
        return count;
    };
    m_driver->openTab<QTableView>("outliersTable");
    QCOMPARE(copies(), 1);
    m_driver->openTab<QTableView>("predictionTable");
    QCOMPARE(copies(), 2);
}

void WindowExports::theReportTellsWhatTheWindowShows()
{
    chooseIn(m_driver->find<QAction>("actionWriteReport"), path("report.html"));
    QTRY_COMPARE_WITH_TIMEOUT(status(), QStringLiteral("The report was written to %1.").arg(path("report.html")),
                              20000);
    const QString html = QString::fromUtf8(contentOf(path("report.html")));
    QVERIFY(html.contains("<h1>Outliers in starsCYG.csv: log.light against log.Te</h1>"));
    for (const PaneOutcome& pane : m_driver->session().outcome().panes)
        QVERIFY(html.contains(
            QStringLiteral("<td class=\"number\">%1</td>").arg(pane.lines.front().fit->classes->outliers)));
    const Run run = runProgram({"reproduce", path("report.html"), "--verify"});
    QVERIFY2(run.status == 0, run.error.constData());
}

PERIMETER_TEST(WindowExports, Widgets)
#include "tst_window_saving.moc"
