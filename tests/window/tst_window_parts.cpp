// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/phrasing.h"
#include "support/test_registry.h"
#include "window/data/preparation_edits.h"
#include "window/data/step_forms.h"
#include "window/detectors/nu_control.h"
#include "window/parts/number_box.h"
#include "window/parts/number_list.h"
#include "window/parts/tool_tips.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTabBar>
#include <QTableWidget>
#include <QToolTip>
#include <QtTest>

using namespace perimeter;

class WindowParts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numberBoxShowsWhatAValueNeeds();
    void numberBoxTakesExponents();
    void numberBoxTakesEitherDecimalMark();
    void numberBoxSaysWhatIsPossible();
    void numbersAreReadFromAList_data();
    void numbersAreReadFromAList();
    void whatIsNoNumberIsNamed();
    void nuSliderCoversThreeDecades();
    void nuDragIsOneStep();
    void filterComesAfterDerivedColumns();
    void derivedColumnIsParsed_data();
    void derivedColumnIsParsed();
    void derivedColumnOfTheSameNameIsChanged();
    void stepsAreReadAsTheyAreShown();
    void stepsMove();
    void removingAStepKeepsTheOthers();
    void toolTipsWrap();
    void actionsWithoutAToolTipShowNone();
};

void WindowParts::numberBoxShowsWhatAValueNeeds()
{
    NumberBox box;
    box.setRange(1e-12, 1e12);
    box.setLocale(QLocale::c());
    for (const auto& [value, text] : {std::pair(0.15, "0.15"), std::pair(1.0, "1"), std::pair(1e-8, "1e-08")})
        QCOMPARE(box.textFromValue(value), QString::fromLatin1(text));
}

void WindowParts::numberBoxTakesExponents()
{
    NumberBox box;
    box.setRange(1e-12, 1);
    box.setLocale(QLocale::c());
    QSignalSpy changed(&box, &NumberBox::valueChanged);
    box.selectAll();
    QTest::keyClicks(&box, QStringLiteral("1e-8"));
    QCOMPARE(changed.count(), 0);
    QTest::keyClick(&box, Qt::Key_Return);
    QCOMPARE(box.value(), 1e-8);
    QCOMPARE(changed.count(), 1);
}

void WindowParts::numberBoxTakesEitherDecimalMark()
{
    for (const QLocale& locale : {QLocale(QLocale::English), QLocale(QLocale::German)}) {
        for (const char* const typed : {"0.2", "0,2"}) {
            NumberBox box;
            box.setRange(1e-4, 1);
            box.setLocale(locale);
            box.selectAll();
            QTest::keyClicks(&box, QString::fromLatin1(typed));
            QTest::keyClick(&box, Qt::Key_Return);
            QCOMPARE(box.value(), 0.2);
        }
    }
}

void WindowParts::numberBoxSaysWhatIsPossible()
{
    NumberBox box;
    box.setRange(1e-4, 1);
    box.setLocale(QLocale(QLocale::English));
    box.setValue(0.15);
    for (const char* const typed : {"1.5", "1,000", "much"}) {
        QToolTip::hideText();
        box.selectAll();
        QTest::keyClicks(&box, QString::fromLatin1(typed));
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.value(), 0.15);
        QVERIFY2(QToolTip::text().contains(QStringLiteral("0.0001 to 1")), qPrintable(QToolTip::text()));
        QVERIFY2(QToolTip::text().contains(QString::fromLatin1(typed)), typed);
    }
}

void WindowParts::numbersAreReadFromAList_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("text");
    const QLocale english(QLocale::English);
    const QLocale german(QLocale::German);
    QTest::newRow("spaces") << english << QStringLiteral(" 0.16  0.005 ");
    QTest::newRow("commas") << english << QStringLiteral("0.16,0.005");
    QTest::newRow("semicolons") << english << QStringLiteral("0.16;0.005");
    QTest::newRow("commas and spaces") << english << QStringLiteral("0.16, 0.005");
    QTest::newRow("decimal commas") << german << QStringLiteral("0,16 0,005");
    QTest::newRow("decimal commas and commas") << german << QStringLiteral("0,16, 0,005");
    QTest::newRow("decimal commas and semicolons") << german << QStringLiteral("0,16; 0,005");
    QTest::newRow("points where commas are usual") << german << QStringLiteral("0.16 0.005");
}

void WindowParts::numbersAreReadFromAList()
{
    QFETCH(const QLocale, locale);
    QFETCH(const QString, text);
    const Expected<std::vector<double>> numbers = typedNumbers(text, locale);
    QVERIFY(numbers);
    QCOMPARE(*numbers, (std::vector{0.16, 0.005}));
}

void WindowParts::whatIsNoNumberIsNamed()
{
    const Expected<std::vector<double>> numbers = typedNumbers(QStringLiteral("0.1, much"), QLocale::c());
    QVERIFY(!numbers);
    QVERIFY(phrase(numbers.error()).contains(QStringLiteral("“much” is no number")));
}

void WindowParts::nuSliderCoversThreeDecades()
{
    QCOMPARE(NuControl::nuAt(0), 0.001);
    QCOMPARE(NuControl::nuAt(NuControl::steps), 1.0);
    double former = 0;
    for (int place = 0; place <= NuControl::steps; ++place) {
        const double nu = NuControl::nuAt(place);
        QVERIFY(nu >= former && nu <= 1);
        former = nu;
    }
    for (const double nu : {0.001, 0.005, 0.05, 0.15, 0.5, 1.0})
        QVERIFY(std::abs(NuControl::nuAt(NuControl::placeOf(nu)) / nu - 1) < 0.02);
}

void WindowParts::nuDragIsOneStep()
{
    NuControl control;
    control.show();
    control.setNu(0.15);
    std::vector<EditStep> steps;
    connect(&control, &NuControl::changed, this, [&](double, EditStep step) { steps.push_back(step); });
    auto* const slider = control.findChild<QSlider*>();
    slider->setSliderDown(true);
    for (int place = 230; place > 200; --place) {
        slider->setValue(place);
        const std::size_t told = steps.size();
        if (place % 10 == 0)
            QTRY_COMPARE(steps.size(), told + 1);
    }
    slider->setSliderDown(false);
    QVERIFY(steps.size() >= 3);
    // Fewer tellings than moves, and all but the first continue the drag.
    QVERIFY(steps.size() < 30);
    QCOMPARE(steps.front(), EditStep::New);
    for (std::size_t i = 1; i < steps.size(); ++i)
        QCOMPARE(steps[i], EditStep::Continues);
    QCOMPARE(control.nu(), NuControl::nuAt(201));
    slider->setValue(100);
    QTRY_COMPARE(steps.back(), EditStep::New);
}

void WindowParts::filterComesAfterDerivedColumns()
{
    Preparation preparation = withStep({}, {}, Where{"rate > 1"});
    preparation = withStep(preparation, {}, Derive{.name = "rate", .expression = "a / b"});
    QCOMPARE(preparation.steps.size(), std::size_t{2});
    QVERIFY(std::holds_alternative<Derive>(preparation.steps[0]));
    QCOMPARE(filterPlace(preparation), std::optional<std::size_t>(1));
    QVERIFY(preparation.steps[1] == PreparationStep(Where{"rate > 1"}));
    const Preparation changed = withStep(preparation, filterPlace(preparation), Where{"rate > 2"});
    QVERIFY(changed.steps[1] == PreparationStep(Where{"rate > 2"}));
    QCOMPARE(withoutStep(preparation, 1).steps.size(), std::size_t{1});
    QCOMPARE(filterPlace(withoutStep(preparation, 1)), std::optional<std::size_t>());
}

void WindowParts::derivedColumnIsParsed_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expression");
    QTest::newRow("usual") << "rate = uplink / duration"
                           << "rate"
                           << "uplink / duration";
    QTest::newRow("comparison inside") << "long = duration >= 10"
                                       << "long"
                                       << "duration >= 10";
    QTest::newRow("no name") << "= 3"
                             << ""
                             << "";
    QTest::newRow("no expression") << "rate ="
                                   << ""
                                   << "";
    QTest::newRow("a comparison alone") << "a == b"
                                        << ""
                                        << "";
    QTest::newRow("no sign") << "rate"
                             << ""
                             << "";
}

void WindowParts::derivedColumnIsParsed()
{
    QFETCH(QString, line);
    QFETCH(QString, name);
    QFETCH(QString, expression);
    const std::optional<Derive> derive = parseDerive(line);
    QCOMPARE(derive.has_value(), !name.isEmpty());
    if (derive) {
        QCOMPARE(QString::fromStdString(derive->name), name);
        QCOMPARE(QString::fromStdString(derive->expression), expression);
    }
}

void WindowParts::derivedColumnOfTheSameNameIsChanged()
{
    Preparation preparation = withDerived({}, {.name = "rate", .expression = "a"});
    preparation = withDerived(preparation, {.name = "rate", .expression = "b"});
    QCOMPARE(preparation.steps.size(), std::size_t{1});
    QCOMPARE(std::get<Derive>(preparation.steps[0]).expression, std::string("b"));
}

void WindowParts::stepsAreReadAsTheyAreShown()
{
    const Preparation preparation{
        .steps = {Where{"a > 0"}, Derive{"r", "a / b", {ZeroDivision::Rule::Floor, 0.5}}, Derive{"s", "a", {}},
                  OnePer{"user name", OnePer::Rule::Sum}, Select{Select::Rule::Drop, {"a", "b, c"}},
                  Summarise{{"a"}, {{"n", Aggregate::Function::Count}, {"m", Aggregate::Function::Max, "a + 1"}}},
                  Next{{"a"}, "b", "c"}, Unit{{"a", "b"}, "bytes"}}};
    for (const PreparationStep& step : preparation.steps) {
        const std::optional<PreparationStep> read = stepOf(kindOf(step), inputOf(step));
        QVERIFY(read);
        QVERIFY2(*read == step, qPrintable(describeStep(step)));
    }
    for (const StepKind kind : allStepKinds) {
        QVERIFY(stepOf(kind, {formOf(kind).example}));
        QVERIFY(!stepOf(kind, {QStringLiteral("  ")}));
    }
}

void WindowParts::stepsMove()
{
    const Preparation preparation{.steps = {Where{"a"}, Where{"b"}, Where{"c"}, Where{"d"}}};
    const auto order = [](const Preparation& moved) {
        std::string names;
        for (const PreparationStep& step : moved.steps)
            names += std::get<Where>(step).expression;
        return names;
    };
    QCOMPARE(order(withMovedStep(preparation, 0, 2)), std::string("bcad"));
    QCOMPARE(order(withMovedStep(preparation, 3, 1)), std::string("adbc"));
    QCOMPARE(order(withMovedStep(preparation, 3, 4)), std::string("abcd"));
}

void WindowParts::removingAStepKeepsTheOthers()
{
    Preparation preparation{.steps = {Where{"a > 0"}, OnePer{"b"}, Where{"c > 0"}}};
    QCOMPARE(filterPlace(preparation), std::optional<std::size_t>(2));
    preparation = withoutStep(preparation, 1);
    QCOMPARE(preparation.steps.size(), std::size_t{2});
    QVERIFY(preparation.steps[*filterPlace(preparation)] == PreparationStep(Where{"c > 0"}));
}

namespace {

/// What a pointer that rests there would show.
QString shownAt(QWidget& widget, const QPoint& place)
{
    QToolTip::hideText();
    QHelpEvent event(QEvent::ToolTip, place, widget.mapToGlobal(place));
    QCoreApplication::sendEvent(&widget, &event);
    return QToolTip::text();
}

} // namespace

/// Whatever has a tool tip, plain as it is written: Qt wraps rich text only.
void WindowParts::toolTipsWrap()
{
    ToolTips toolTips;
    qApp->installEventFilter(&toolTips);
    const QString plain = QStringLiteral("rows with ν < 1 & more\nsecond line");
    const QString wrapped = QStringLiteral("<qt>rows with ν &lt; 1 &amp; more<br/>second line</qt>");
    QPushButton button;
    button.setToolTip(plain);
    button.show();
    QCOMPARE(shownAt(button, {2, 2}), wrapped);
    QTableWidget table(1, 1);
    table.setItem(0, 0, new QTableWidgetItem(QStringLiteral("cell")));
    table.setHorizontalHeaderItem(0, new QTableWidgetItem(QStringLiteral("column")));
    table.item(0, 0)->setToolTip(plain);
    table.horizontalHeaderItem(0)->setToolTip(plain);
    table.show();
    QCOMPARE(shownAt(*table.viewport(), table.visualItemRect(table.item(0, 0)).center()), wrapped);
    QCOMPARE(shownAt(*table.horizontalHeader()->viewport(), {2, 2}), wrapped);
    QTabBar tabs;
    tabs.addTab(QStringLiteral("one"));
    tabs.setTabToolTip(0, plain);
    tabs.show();
    QCOMPARE(shownAt(tabs, tabs.tabRect(0).center()), wrapped);
    button.setToolTip(QStringLiteral("<b>rich</b>"));
    QCOMPARE(shownAt(button, {2, 2}), QStringLiteral("<b>rich</b>"));
    QToolTip::hideText();
}

/// Qt makes a tool tip of an action's text: in a menu that would say the same twice.
void WindowParts::actionsWithoutAToolTipShowNone()
{
    ToolTips toolTips;
    qApp->installEventFilter(&toolTips);
    QMenu menu;
    menu.setToolTipsVisible(true);
    QAction* const said = menu.addAction(QStringLiteral("&Said…"));
    said->setToolTip(QStringLiteral("An explanation."));
    QAction* const silent = menu.addAction(QStringLiteral("S&ilent…"));
    menu.popup({0, 0});
    QCOMPARE(shownAt(menu, menu.actionGeometry(said).center()), QStringLiteral("<qt>An explanation.</qt>"));
    static_cast<void>(shownAt(menu, menu.actionGeometry(silent).center()));
    // A tool tip takes a moment to go.
    QTRY_COMPARE(QToolTip::text(), QString());
    menu.close();
    QToolTip::hideText();
}

PERIMETER_TEST(WindowParts, Widgets)
#include "tst_window_parts.moc"
