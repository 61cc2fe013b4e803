// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/nu_control.h"
#include "window/number_box.h"
#include "window/preparation_edits.h"

#include <QSignalSpy>
#include <QSlider>
#include <QtTest>

using namespace perimeter;

class WindowParts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numberBoxShowsWhatAValueNeeds();
    void numberBoxTakesExponents();
    void nuSliderCoversThreeDecades();
    void nuDragIsOneStep();
    void filterComesAfterDerivedColumns();
    void derivedColumnIsParsed_data();
    void derivedColumnIsParsed();
    void derivedColumnOfTheSameNameIsChanged();
    void removingAStepKeepsTheOthers();
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
    std::vector<Session::Step> steps;
    connect(&control, &NuControl::changed, this, [&](double, Session::Step step) { steps.push_back(step); });
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
    QCOMPARE(steps.front(), Session::Step::New);
    for (std::size_t i = 1; i < steps.size(); ++i)
        QCOMPARE(steps[i], Session::Step::Continues);
    QCOMPARE(control.nu(), NuControl::nuAt(201));
    slider->setValue(100);
    QTRY_COMPARE(steps.back(), Session::Step::New);
}

void WindowParts::filterComesAfterDerivedColumns()
{
    Preparation preparation = withFilter({}, "rate > 1");
    preparation = withDerived(preparation, {.name = "rate", .expression = "a / b"});
    QCOMPARE(preparation.steps.size(), std::size_t{2});
    QVERIFY(std::holds_alternative<Derive>(preparation.steps[0]));
    QCOMPARE(filterOf(preparation), std::string("rate > 1"));
    QCOMPARE(filterOf(withFilter(preparation, "rate > 2")), std::string("rate > 2"));
    QCOMPARE(withFilter(preparation, "").steps.size(), std::size_t{1});
    QCOMPARE(listedSteps(preparation), std::vector<std::size_t>{0});
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

void WindowParts::removingAStepKeepsTheOthers()
{
    Preparation preparation{.steps = {Where{"a > 0"}, OnePer{"b"}, Where{"c > 0"}}};
    QCOMPARE(listedSteps(preparation), (std::vector<std::size_t>{0, 1}));
    preparation = withoutStep(preparation, 1);
    QCOMPARE(preparation.steps.size(), std::size_t{2});
    QCOMPARE(filterOf(preparation), std::string("c > 0"));
}

QTEST_MAIN(WindowParts)
#include "tst_window_parts.moc"
