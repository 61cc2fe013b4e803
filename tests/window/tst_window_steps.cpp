// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "explorer/wording/phrasing.h"
#include "support/test_registry.h"
#include "window/data/preparation_edits.h"
#include "window/data/step_delegate.h"
#include "window/data/steps_list.h"

#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

using namespace perimeter;

/// The list of preparation steps.
class WindowSteps final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_driver.reset(); }

    void everyStepCountsItsRows();
    void zeroDivisionsAreCountedAndTheirRuleChosen();
    void stepsMoveByKeyboardButtonsAndDrag();
    void removingIsOneUndoStep();
    void anErrorIsSaidAtItsStep();
    void columnsAreDropped();
    void aSecondFilterIsAdded();
    void escapeReturnsToTheFilter();
    void recipesAreOfferedWhereTheirColumnsAre();
    void movingNuLeavesTheListAlone();
    void aRecipeRepeatsNothing();
    void whatIsHighlightedIsEdited();
    void theWindowUndoesWhatAFieldCannot();

private:
    [[nodiscard]] Preparation preparation() const { return m_driver->session().exploration().preparation; }
    [[nodiscard]] StepsList* list() const { return m_driver->find<StepsList>("stepsList"); }
    [[nodiscard]] QLineEdit* field() const { return m_driver->find<QLineEdit>("stepEdit"); }
    /// "step: status" of every line.
    [[nodiscard]] QStringList lines() const;
    void open(const QByteArray& csv);

    QTemporaryDir m_folder;
    std::unique_ptr<WindowDriver> m_driver;
};

namespace {

const QByteArray sessions = "user,up,down,duration,what\na,10,1,2,x\na,20,3,0,y\nb,5,2,5,x\nc,9,4,3,y\nc,8,7,0,x\n"
                            "d,1,2,4,x\nd,4,4,4,y\n";

QString status(const StepsList* list, int row)
{
    return list->item(row)->data(StepDelegate::StatusRole).toString();
}

} // namespace

void WindowSteps::init()
{
    m_driver = std::make_unique<WindowDriver>();
    open(sessions);
}

void WindowSteps::open(const QByteArray& csv)
{
    QFile file(m_folder.filePath(QStringLiteral("sessions.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(csv) == csv.size());
    file.close();
    m_driver->window().openFile(file.fileName());
    QTRY_VERIFY(m_driver->session().exploration().source.path == file.fileName().toStdString());
    QTRY_VERIFY(m_driver->isSettled());
}

QStringList WindowSteps::lines() const
{
    QStringList lines;
    for (int row = 0; row < list()->count(); ++row)
        lines.append(list()->item(row)->text() + QStringLiteral(": ") + status(list(), row));
    return lines;
}

void WindowSteps::everyStepCountsItsRows()
{
    WindowDriver::type(m_driver->find<QLineEdit>("filterEdit"), QStringLiteral("up > 4"));
    m_driver->addStep(QStringLiteral("One row per"));
    WindowDriver::type(field(), QStringLiteral("user"));
    QTRY_COMPARE(lines(), (QStringList{"where up > 4: 5 rows · 2 left out",
                                       "one row per user, the first: 3 rows · 2 left out"}));
    WindowDriver::choose(m_driver->find<QComboBox>("ruleCombo"), QStringLiteral("the sum"));
    QTRY_COMPARE(lines().value(1), QStringLiteral("one row per user, the sum: 3 rows · 2 left out"));
    QTRY_VERIFY(m_driver->find<QLabel>("rowsLabel")->text().contains(QStringLiteral("3 after preparation")));
    m_driver->addStep(QStringLiteral("Summary"));
    WindowDriver::type(field(), QStringLiteral("n = count(), top = max(up), low = min(down) by what"));
    QTRY_VERIFY(lines().value(2).endsWith(QStringLiteral("by what: 2 rows of 3")));
}

void WindowSteps::zeroDivisionsAreCountedAndTheirRuleChosen()
{
    m_driver->addStep(QStringLiteral("Derived column"));
    WindowDriver::type(field(), QStringLiteral("rate = up / duration"));
    QTRY_COMPARE(lines(), QStringList("rate = up / duration: 7 rows · 2 divide by zero"));
    auto* const rule = m_driver->find<QComboBox>("ruleCombo");
    auto* const floor = m_driver->find<QWidget>("floorBox");
    QVERIFY(rule->isVisible() && !floor->isVisible());
    WindowDriver::choose(rule, QStringLiteral("÷ at least"));
    QVERIFY(floor->isVisible());
    const ZeroDivision chosen = std::get<Derive>(preparation().steps[0]).zeroDivision;
    QVERIFY(chosen == (ZeroDivision{ZeroDivision::Rule::Floor, 1}));
    QTRY_VERIFY(list()->item(0)->toolTip().contains(QStringLiteral("divisor below the floor")));
}

void WindowSteps::stepsMoveByKeyboardButtonsAndDrag()
{
    WindowDriver::type(m_driver->find<QLineEdit>("filterEdit"), QStringLiteral("up > 4"));
    m_driver->addStep(QStringLiteral("One row per"));
    WindowDriver::type(field(), QStringLiteral("user"));
    QTRY_VERIFY(lines().value(1).endsWith(QStringLiteral("3 rows · 2 left out")));
    list()->setFocus();
    list()->select(1);
    QTest::keyClick(list(), Qt::Key_Up, Qt::AltModifier);
    QVERIFY(std::holds_alternative<OnePer>(preparation().steps[0]));
    // One row per user comes first now: fewer of them pass the filter.
    QTRY_COMPARE(lines(), (QStringList{"one row per user, the first: 4 rows · 3 left out",
                                       "where up > 4: 3 rows · 1 left out"}));
    QCOMPARE(list()->current(), std::optional<std::size_t>(0));
    QVERIFY(!m_driver->find<QToolButton>("upButton")->isEnabled());
    QTest::mouseClick(m_driver->find<QToolButton>("downButton"), Qt::LeftButton);
    QVERIFY(std::holds_alternative<OnePer>(preparation().steps[1]));
    // What a drop does to the list.
    QVERIFY(list()->model()->moveRow({}, 1, {}, 0));
    QTRY_VERIFY(std::holds_alternative<OnePer>(preparation().steps[0]));
    m_driver->session().undo();
    QVERIFY(std::holds_alternative<OnePer>(preparation().steps[1]));
    QCOMPARE(list()->count(), 2);
}

void WindowSteps::removingIsOneUndoStep()
{
    WindowDriver::type(m_driver->find<QLineEdit>("filterEdit"), QStringLiteral("up > 4"));
    m_driver->addStep(QStringLiteral("Derived column"));
    WindowDriver::type(field(), QStringLiteral("double_up = up * 2"));
    QTRY_VERIFY(m_driver->isSettled());
    const Preparation before = preparation();
    QCOMPARE(before.steps.size(), std::size_t{2});
    list()->select(0);
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(preparation().steps.size(), std::size_t{1});
    m_driver->session().undo();
    QVERIFY(preparation() == before);
    list()->select(1);
    QTest::mouseClick(m_driver->find<QToolButton>("removeButton"), Qt::LeftButton);
    QCOMPARE(preparation().steps.size(), std::size_t{1});
    m_driver->session().undo();
    QVERIFY(preparation() == before);
    QTRY_COMPARE(list()->count(), 2);
}

void WindowSteps::anErrorIsSaidAtItsStep()
{
    m_driver->addStep(QStringLiteral("Derived column"));
    WindowDriver::type(field(), QStringLiteral("rate = up / duratoin"));
    m_driver->addStep(QStringLiteral("Columns"));
    WindowDriver::type(field(), QStringLiteral("rate, up"));
    QTRY_VERIFY(m_driver->session().error().has_value());
    QTRY_VERIFY(list()->item(0)->data(StepDelegate::ProblemRole).toBool());
    QVERIFY2(status(list(), 0).contains(QStringLiteral("at character 6")), qPrintable(status(list(), 0)));
    QVERIFY(status(list(), 0).contains(QStringLiteral("duration")));
    QCOMPARE(status(list(), 1), QStringLiteral("waits for the step above"));
    // Nothing of it is cut off, and the axes do not repeat it.
    QVERIFY(list()->sizeHintForRow(0) > list()->sizeHintForRow(1));
    QTRY_COMPARE(list()->height(), list()->sizeHint().height());
    QVERIFY(list()->height() >= list()->sizeHintForRow(0) + list()->sizeHintForRow(1));
    QVERIFY(!m_driver->find<QLabel>("axesProblem")->isVisible());
    list()->setFocus();
    list()->select(0);
    QTest::keyClick(list(), Qt::Key_Return);
    WindowDriver::type(field(), QStringLiteral("rate = up / duration"));
    QTRY_COMPARE(status(list(), 1), QStringLiteral("7 rows · 2 columns"));
    QVERIFY(!list()->item(0)->data(StepDelegate::ProblemRole).toBool());
}

void WindowSteps::columnsAreDropped()
{
    m_driver->addStep(QStringLiteral("Columns"));
    WindowDriver::choose(m_driver->find<QComboBox>("ruleCombo"), QStringLiteral("drop these"));
    WindowDriver::type(field(), QStringLiteral("down, what"));
    QTRY_COMPARE(lines(), QStringList("drop down, what: 7 rows · 3 columns"));
    QTRY_VERIFY(m_driver->session().error().has_value() || m_driver->isSettled());
    // The axis that is gone says so, in its place.
    QTRY_VERIFY(m_driver->find<QLabel>("axesProblem")->isVisible());
}

void WindowSteps::aSecondFilterIsAdded()
{
    auto* const filter = m_driver->find<QLineEdit>("filterEdit");
    WindowDriver::type(filter, QStringLiteral("up > 4"));
    m_driver->addStep(QStringLiteral("Filter"));
    QCOMPARE(filter->text(), QString());
    WindowDriver::type(filter, QStringLiteral("down < 4"));
    QTRY_COMPARE(lines(), (QStringList{"where up > 4: 5 rows · 2 left out", "where down < 4: 3 rows · 2 left out"}));
    list()->select(0);
    QCOMPARE(filter->text(), QStringLiteral("up > 4"));
    WindowDriver::type(filter, QString());
    QTRY_COMPARE(lines(), QStringList("where down < 4: 4 rows · 3 left out"));
}

void WindowSteps::escapeReturnsToTheFilter()
{
    m_driver->addStep(QStringLiteral("Derived column"));
    QTest::keyClicks(field(), QStringLiteral("half"));
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(!field()->isVisible());
    QVERIFY(m_driver->find<QLineEdit>("filterEdit")->isVisible());
    QVERIFY(preparation().steps.empty());
    m_driver->addStep(QStringLiteral("Unit"));
    m_driver->find<QAction>("actionGoToFilter")->trigger();
    QVERIFY(m_driver->find<QLineEdit>("filterEdit")->isVisible());
}

void WindowSteps::recipesAreOfferedWhereTheirColumnsAre()
{
    auto* const menu = m_driver->find<QMenu>("addStepMenu");
    const auto action = [&](const QString& title) {
        Q_EMIT menu->aboutToShow();
        for (QAction* const each : menu->actions()) {
            if (each->text() == title)
                return each;
        }
        return static_cast<QAction*>(nullptr);
    };
    const QString mobile = QStringLiteral("DNS sessions from mobile gateway records");
    QVERIFY(action(mobile) && !action(mobile)->isEnabled());
    QVERIFY(action(mobile)->toolTip().contains(QStringLiteral("service_id, subscriber, uplink, downlink")));
    open("service_id,subscriber,uplink,downlink,duration\n9000,a,1,2,3\n9000,a,4,2,1\n80,b,1,2,3\n9000,c,9,8,0\n"
         "9000,d,1,8,7\n");
    QTRY_VERIFY(action(mobile)->isEnabled());
    m_driver->addStep(mobile);
    QTRY_VERIFY(m_driver->isSettled());
    QTRY_COMPARE(lines().value(2), QStringLiteral("where service_id = 9000: 4 rows · 1 left out"));
    QTRY_COMPARE(lines().value(3), QStringLiteral("uplink_rate = uplink / duration: 4 rows · 1 divide by zero"));
    QTRY_COMPARE(lines().value(5), QStringLiteral("one row per subscriber, the first: 3 rows · 1 left out"));
    // One step to undo, and the axes know their units.
    m_driver->session().undo();
    QVERIFY(preparation().steps.empty());
    m_driver->session().redo();
    QTRY_VERIFY(m_driver->isSettled());
    WindowDriver::choose(m_driver->find<QComboBox>("yCombo"), QStringLiteral("uplink_rate"));
    QTRY_COMPARE(m_driver->canvas().scene().panes[0].yTitle, QStringLiteral("uplink_rate (bytes/s)"));
}

void WindowSteps::movingNuLeavesTheListAlone()
{
    WindowDriver::type(m_driver->find<QLineEdit>("filterEdit"), QStringLiteral("up > 4"));
    QTRY_COMPARE(lines(), QStringList("where up > 4: 5 rows · 2 left out"));
    const QListWidgetItem* const before = list()->item(0);
    Exploration exploration = m_driver->session().exploration();
    exploration.settings.svm.nu = 0.33;
    m_driver->session().edit(exploration);
    QTRY_VERIFY(m_driver->isSettled());
    QCOMPARE(list()->item(0), before);
    QCOMPARE(lines(), QStringList("where up > 4: 5 rows · 2 left out"));
}

void WindowSteps::aRecipeRepeatsNothing()
{
    open("service_id,subscriber,uplink,downlink,duration\n9000,a,1,2,3\n9000,b,4,2,1\n80,b,1,2,3\n9000,c,9,8,7\n"
         "9000,d,1,8,7\n");
    WindowDriver::type(m_driver->find<QLineEdit>("filterEdit"), QStringLiteral("service_id = 9000"));
    QTRY_VERIFY(m_driver->isSettled());
    const QString mobile = QStringLiteral("DNS sessions from mobile gateway records");
    m_driver->addStep(mobile);
    QTRY_VERIFY(m_driver->isSettled());
    const std::size_t steps = preparation().steps.size();
    QCOMPARE(std::ranges::count(preparation().steps, PreparationStep(Where{"service_id = 9000"})), 1);
    m_driver->addStep(mobile);
    QCOMPARE(preparation().steps.size(), steps);
}

void WindowSteps::whatIsHighlightedIsEdited()
{
    m_driver->addStep(QStringLiteral("Unit"));
    WindowDriver::type(field(), QStringLiteral("up = bytes"));
    m_driver->addStep(QStringLiteral("Derived column"));
    WindowDriver::type(field(), QStringLiteral("half = up / 2"));
    m_driver->addStep(QStringLiteral("Filter"));
    WindowDriver::type(m_driver->find<QLineEdit>("filterEdit"), QStringLiteral("up > 2"));
    QCOMPARE(preparation().steps.size(), std::size_t{3});
    const auto isOneThing = [&] {
        const std::optional<std::size_t> place = list()->current();
        const bool isFilter = m_driver->find<QLineEdit>("filterEdit")->isVisible();
        return place ? isFilter == std::holds_alternative<Where>(preparation().steps[*place]) : isFilter;
    };
    list()->select(0);
    QVERIFY(isOneThing());
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(preparation().steps.size(), std::size_t{2});
    QVERIFY(isOneThing());
    m_driver->session().undo();
    QVERIFY(isOneThing());
    list()->select(1);
    QVERIFY(isOneThing());
    m_driver->session().undo();
    QVERIFY(isOneThing());
}

void WindowSteps::theWindowUndoesWhatAFieldCannot()
{
    auto* const filter = m_driver->find<QLineEdit>("filterEdit");
    m_driver->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_driver->window()));
    WindowDriver::type(filter, QStringLiteral("up > 4"));
    QCOMPARE(preparation().steps.size(), std::size_t{1});
    QTRY_VERIFY(m_driver->isSettled());
    // What is typed and not entered is the field's own to take back.
    QTest::keyClicks(filter, QStringLiteral("0"));
    QTest::keyClick(filter, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(filter->text(), QStringLiteral("up > 4"));
    QCOMPARE(preparation().steps.size(), std::size_t{1});
    QTest::keyClick(filter, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(preparation().steps.empty());
}

PERIMETER_TEST(WindowSteps, Widgets)
#include "tst_window_steps.moc"
