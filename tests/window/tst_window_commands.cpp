// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "support/test_registry.h"
#include "window/frame/command_palette.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolTip>
#include <QTreeWidget>

using namespace perimeter;

/// What leads from one part of the window to another: the command palette, counts, tool tips.
class WindowCommands final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void everythingIsFound_data();
    void everythingIsFound();
    void whatIsNotFoundIsSaid();
    void aTabIsTurnedTo();
    void aCountListsItsRows();
    void selectedRowsAreListed();
    void textsOfThePanesAreExplained();
    void nuIsSuggestedBesideIt();

private:
    QTreeWidget* search(const QString& words) const;

    std::unique_ptr<WindowDriver> m_driver;
};

void WindowCommands::init()
{
    m_driver = std::make_unique<WindowDriver>();
    m_driver->openSample(QStringLiteral("starsCYG"));
    QTRY_VERIFY(m_driver->isSettled());
}

void WindowCommands::cleanup()
{
    m_driver.reset();
    QVERIFY(QApplication::topLevelWidgets().isEmpty());
}

QTreeWidget* WindowCommands::search(const QString& words) const
{
    m_driver->find<QAction>("actionPalette")->trigger();
    auto* const palette = m_driver->window().findChild<CommandPalette*>();
    QTest::keyClicks(palette->findChild<QLineEdit*>(), words);
    return palette->findChild<QTreeWidget*>();
}

void WindowCommands::everythingIsFound_data()
{
    QTest::addColumn<QString>("words");
    for (const char* const words : {"sweep", "derived", "evaluation", "watch", "sample stars", "study 6.1", "undo",
                                    "figures of the study", "recent", "one per kernel"})
        QTest::newRow(words) << QString::fromLatin1(words);
}

void WindowCommands::everythingIsFound()
{
    QFETCH(const QString, words);
    if (words == QLatin1String("undo") || words == QLatin1String("recent")) {
        // These can be done only after something else was.
        Exploration exploration = m_driver->session().exploration();
        exploration.settings.svm.nu = 0.3;
        m_driver->session().edit(exploration);
        QSettings().setValue(QStringLiteral("recentFiles"), QStringList{QStringLiteral("/nowhere.csv")});
    }
    const QTreeWidget* const list = search(words);
    QVERIFY(list->topLevelItemCount() > 0);
    QVERIFY(list->topLevelItem(0)->flags().testFlag(Qt::ItemIsEnabled));
}

void WindowCommands::whatIsNotFoundIsSaid()
{
    const QTreeWidget* const list = search(QStringLiteral("teapot"));
    QCOMPARE(list->topLevelItemCount(), 1);
    QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("No command is called that."));
    QVERIFY(!list->topLevelItem(0)->flags().testFlag(Qt::ItemIsEnabled));
}

void WindowCommands::aTabIsTurnedTo()
{
    search(QStringLiteral("tab sweep"));
    QTest::keyClick(m_driver->window().findChild<CommandPalette*>()->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_VERIFY(m_driver->find<QWidget>("sweepChart")->isVisible());
}

void WindowCommands::aCountListsItsRows()
{
    m_driver->openTab("sweepChart");
    const QRect axes = m_driver->canvas().paneRect(1);
    QPoint place;
    for (int y = axes.bottom(); y < m_driver->canvas().height() && place.isNull(); ++y) {
        const std::optional<FigureText> text = m_driver->canvas().textAt({axes.left() + 4, y});
        if (text && text->part == FigureText::Part::Counts && text->pane == 1)
            place = {axes.left() + 4, y + 2};
    }
    QVERIFY(!place.isNull());
    QTest::mouseClick(&m_driver->canvas(), Qt::LeftButton, {}, place);
    const auto* const only = m_driver->find<QComboBox>("outliersOfCombo");
    QTRY_COMPARE(only->currentText(), m_driver->canvas().scene().panes[1].title);
    const auto* const table = m_driver->find<QTableView>("outliersTable");
    QVERIFY(table->isVisible());
    QTRY_COMPARE(table->model()->rowCount(),
                 static_cast<int>(m_driver->canvas().scene().panes[1].fit->classes->outliers));
}

void WindowCommands::selectedRowsAreListed()
{
    const auto* const table = m_driver->openTab<QTableView>("outliersTable");
    auto* const only = m_driver->find<QComboBox>("outliersOfCombo");
    QTRY_VERIFY(only->count() == 5);
    WindowDriver::choose(only, QStringLiteral("rows selected"));
    QTRY_COMPARE(m_driver->find<QLabel>("outliersCount")->text(), QStringLiteral("no row is selected"));
    m_driver->find<QAction>("actionSelectView")->trigger();
    QTRY_COMPARE(table->model()->rowCount(), 47);
    // A row chosen from the list is marked in it.
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(2, 0)).center());
    QTRY_VERIFY(m_driver->find<QLabel>("statusSelection")->text().startsWith(QStringLiteral("1 row")));
    QCOMPARE(table->model()->rowCount(), 47);
}

void WindowCommands::textsOfThePanesAreExplained()
{
    FigureCanvas& canvas = m_driver->canvas();
    const auto hintOf = [&](FigureText::Part part) {
        for (int y = 0; y < canvas.height(); y += 2) {
            for (int x = 0; x < canvas.width(); x += 2) {
                const std::optional<FigureText> text = canvas.textAt({x, y});
                if (!text || text->part != part)
                    continue;
                QHelpEvent help(QEvent::ToolTip, {x, y}, canvas.mapToGlobal(QPoint(x, y)));
                QApplication::sendEvent(&canvas, &help);
                return QToolTip::text();
            }
        }
        return QString();
    };
    QVERIFY(hintOf(FigureText::Part::XTitle).contains(QStringLiteral("log.Te")));
    QVERIFY(hintOf(FigureText::Part::YTitle).contains(QStringLiteral("log.light")));
    QVERIFY(hintOf(FigureText::Part::Counts).contains(QStringLiteral("support vectors")));
    QVERIFY(hintOf(FigureText::Part::Legend).contains(QStringLiteral("Rows shown")));
}

void WindowCommands::nuIsSuggestedBesideIt()
{
    m_driver->find<QPushButton>("suggestNuButton")->click();
    auto* const offers = m_driver->find<QMenu>("suggestNuButtonMenu");
    QTRY_VERIFY_WITH_TIMEOUT(offers->isVisible(), 30000);
    offers->actions().front()->trigger();
    offers->close();
    QVERIFY(m_driver->session().exploration().settings.svm.nu > 0.5);
}

PERIMETER_TEST(WindowCommands, Widgets)
#include "tst_window_commands.moc"
