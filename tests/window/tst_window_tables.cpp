// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "support/test_registry.h"
#include "window/messages/messages_model.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>

#include <algorithm>
#include <set>

using namespace perimeter;

/// The tabs below the panes.
class WindowTables final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void outliersListWhatThePanesMark();
    void outliersAreSortedByTheHeader();
    void outliersOfOneDetector();
    void longNamesAreShownWhole();
    void fileCellsArrive();
    void columnsTellWhatTheyHold();
    void messagesAreMergedNewestFirst();

private:
    [[nodiscard]] QTableView* openTab(const char* table) const { return m_driver->openTab<QTableView>(table); }

    std::unique_ptr<WindowDriver> m_driver;
};

void WindowTables::init()
{
    m_driver = std::make_unique<WindowDriver>();
    m_driver->openSample(QStringLiteral("starsCYG"));
    QTRY_VERIFY(m_driver->isSettled());
}

void WindowTables::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

void WindowTables::outliersListWhatThePanesMark()
{
    QTableView* const table = openTab("outliersTable");
    const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::set<std::int64_t> expected;
    for (const PaneOutcome& pane : m_driver->session().outcome().panes) {
        const DetectorFit& fit = *pane.lines.front().fit;
        for (std::size_t point = 0; point < fit.classes->outlier.size(); ++point) {
            if (fit.classes->outlier[point])
                expected.insert(fit.scaled->projection->rows[point].value);
        }
    }
    QVERIFY(expected.size() > 4);
    QTRY_COMPARE(table->model()->rowCount(), static_cast<int>(expected.size()));
    int place = 0;
    for (const std::int64_t row : expected)
        QCOMPARE(table->model()->index(place++, 0).data().toLongLong(), row);
    WindowDriver::type(m_driver->find<QDoubleSpinBox>("nuBox"), QStringLiteral("0.45"));
    QTRY_VERIFY(table->model()->rowCount() > static_cast<int>(expected.size()));
}

void WindowTables::outliersAreSortedByTheHeader()
{
    QTableView* const table = openTab("outliersTable");
    QTRY_VERIFY(table->model()->rowCount() > 4);
    const auto column = [&](int index) {
        std::vector<double> values;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            values.push_back(QLocale().toDouble(table->model()->index(row, index).data().toString()));
        return values;
    };
    const QHeaderView* const header = table->horizontalHeader();
    for (const int index : {1, 2, 3}) {
        const QPoint place(header->sectionViewportPosition(index) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        QTRY_VERIFY(std::ranges::is_sorted(column(index)));
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        QTRY_VERIFY(std::ranges::is_sorted(column(index), std::greater()));
    }
}

void WindowTables::longNamesAreShownWhole()
{
    const QTableView* const table = openTab("outliersTable");
    QTRY_VERIFY(table->model()->rowCount() > 4);
    Exploration exploration = m_driver->session().exploration();
    exploration.panes = {.aspect = Variation::Aspect::Scaling,
                         .scalings = {ScalingKind::Standard, ScalingKind::MinMax}};
    exploration.lines = {.aspect = Variation::Aspect::Detector};
    m_driver->session().edit(exploration);
    const QHeaderView* const header = table->horizontalHeader();
    // Row, x, y, and six lines.
    QTRY_VERIFY(header->count() >= 9);
    for (int column = 0; column < header->count(); ++column)
        QVERIFY2(header->isSectionHidden(column) || header->sectionSize(column) >= header->sectionSizeHint(column),
                 qPrintable(table->model()->headerData(column, Qt::Horizontal).toString()));
}

void WindowTables::outliersOfOneDetector()
{
    QTableView* const table = openTab("outliersTable");
    QTRY_VERIFY(table->model()->rowCount() > 4);
    auto* const only = m_driver->find<QComboBox>("outliersOfCombo");
    QCOMPARE(only->count(), 5);
    for (int detector = 0; detector < 3; ++detector) {
        WindowDriver::choose(only, only->itemText(detector + 1));
        const auto& classes =
            m_driver->session().outcome().panes[static_cast<std::size_t>(detector)].lines[0].fit->classes;
        QTRY_COMPARE(table->model()->rowCount(), static_cast<int>(classes->outliers));
        QVERIFY(m_driver->find<QLabel>("outliersCount")->text().startsWith(QString::number(classes->outliers)));
    }
}

void WindowTables::fileCellsArrive()
{
    QTableView* const table = openTab("outliersTable");
    QTRY_VERIFY(table->model()->rowCount() > 4);
    const int last = table->model()->columnCount() - 1;
    QCOMPARE(table->model()->headerData(last, Qt::Horizontal).toString(), QStringLiteral("log.light"));
    QTRY_VERIFY(!table->model()->index(0, last).data().toString().isEmpty());
    // The file's cell and the axis value are the same number.
    for (int row = 0; row < table->model()->rowCount(); ++row)
        QTRY_COMPARE(table->model()->index(row, last).data().toString().toDouble(),
                     table->model()->index(row, 2).data().toString().toDouble());
}

void WindowTables::columnsTellWhatTheyHold()
{
    QTableView* const table = openTab("columnsTable");
    const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    const auto cell = [&](int row, const QString& header) {
        for (int column = 0; column < table->model()->columnCount(); ++column) {
            if (table->model()->headerData(column, Qt::Horizontal).toString() == header)
                return table->model()->index(row, column).data().toString();
        }
        return QString();
    };
    QCOMPARE(cell(0, QStringLiteral("Column")), QStringLiteral("log.Te"));
    QCOMPARE(cell(0, QStringLiteral("Missing")), QStringLiteral("0"));
    QCOMPARE(cell(0, QStringLiteral("Minimum")), QStringLiteral("3.48"));
    QCOMPARE(cell(0, QStringLiteral("Maximum")), QStringLiteral("4.62"));
    QCOMPARE(cell(1, QStringLiteral("Minimum")), QStringLiteral("3.94"));
    QCOMPARE(cell(1, QStringLiteral("Maximum")), QStringLiteral("6.29"));
    // The histogram is painted: its bars have the quiet hue.
    auto* const histogram = m_driver->find<QChartView>("histogram");
    QTRY_VERIFY(pixelsOf(histogram->grab().toImage(), theme(ThemeKind::Light).inlier, 12) > 500);
    QCOMPARE(histogram->chart()->title(), QStringLiteral("log.Te"));
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(histogram->chart()->title(), QStringLiteral("log.light"));
}

void WindowTables::messagesAreMergedNewestFirst()
{
    const Appearance appearance(ThemeKind::Light);
    MessagesModel model(appearance);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Message first{Severity::Warning, QStringLiteral("One-class SVM"), QStringLiteral("First.")};
    const Message second{Severity::Error, {}, QStringLiteral("Second.")};
    model.setCurrent({first});
    model.setCurrent({second});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.currentCount(), 1);
    QCOMPARE(model.index(0, 0).data().toString(), second.sentence);
    QCOMPARE(model.index(1, 0).data().toString(), first.sentence);
    model.setCurrent({first});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), first.sentence);
    QVERIFY(model.index(0, 2).data().toString().contains(QLatin1Char('2')));
    model.setCurrent({});
    QCOMPARE(model.currentCount(), 0);
    QCOMPARE(model.rowCount(), 2);
}

PERIMETER_TEST(WindowTables, Widgets)
#include "tst_window_tables.moc"
