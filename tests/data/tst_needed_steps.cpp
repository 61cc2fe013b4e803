// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/open.h"
#include "data/steps/needed_steps.h"
#include "data/steps/prepare.h"

#include "expected_test.h"
#include "support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace perimeter;

/// What scoring needs of the steps that training took.
class TestNeededSteps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatNothingNeedsIsLeftOut()
    {
        const Where where{"kind <> 'x'"};
        const Derive rate{"rate", "a / b", {}};
        const std::vector<PreparationStep> needed =
            stepsFor({"rate", "b"}, {Derive{"bad", "tool <> 'benign'", {}}, Unit{{"a", "tool"}, "bytes"}, where, rate,
                                     Derive{"twice", "2 * rate", {}}});
        QCOMPARE(needed, (std::vector<PreparationStep>{Unit{{"a"}, "bytes"}, where, rate}));
    }

    void droppedColumnsNeedNotBeThere()
    {
        const std::vector<PreparationStep> dropped =
            stepsFor({"a", "b"}, {Select{Select::Rule::Drop, {"tool"}}, Where{"kind <> 'x'"}});
        QCOMPARE(dropped.front(), PreparationStep(Select{Select::Rule::Keep, {"a", "b", "kind"}}));
        const std::vector<PreparationStep> kept = stepsFor({"a"}, {Select{Select::Rule::Keep, {"a", "tool", "id"}}});
        QCOMPARE(kept.front(), PreparationStep(Select{Select::Rule::Keep, {"a"}}));
    }

    void whatADerivedColumnReplacesIsNeeded()
    {
        const std::vector<PreparationStep> steps = {Derive{"a", "a + 1", {}}, Derive{"a", "2 * A", {}}};
        QCOMPARE(stepsFor({"a"}, steps), steps);
        QCOMPARE(stepsFor({"b"}, steps).size(), std::size_t{0});
    }

    void rowsArePickedByAllThatPicksThem()
    {
        const Derive size{"size", "a * 2", {}};
        const std::vector<PreparationStep> first = {size, OnePer{"id", OnePer::Rule::First}};
        QCOMPARE(stepsFor({"b"}, first), (std::vector<PreparationStep>{first[1]}));
        // Every number decides which row is the largest.
        const std::vector<PreparationStep> largest = {size, OnePer{"id", OnePer::Rule::Largest}};
        QCOMPARE(stepsFor({"b"}, largest), largest);
    }

    void summariesAndNextRows()
    {
        const Derive size{"size", "a * 2", {}};
        const Summarise summary{{"id"}, {{"total", Aggregate::Function::Sum, "size"}}};
        const std::vector<PreparationStep> steps = {Derive{"bad", "tool = 'y'", {}}, size, summary};
        QCOMPARE(stepsFor({"total"}, steps), (std::vector<PreparationStep>{size, summary}));
        const Next next{{"b"}, "id", "a"};
        QCOMPARE(stepsFor({"a", "b"}, {next}).size(), std::size_t{0});
        QCOMPARE(stepsFor({"next_b"}, {next}), (std::vector<PreparationStep>{next}));
        QCOMPARE(stepsFor({"until_next"}, {next}), (std::vector<PreparationStep>{next}));
    }

private:
    std::vector<PreparationStep> stepsFor(const std::vector<std::string>& columns,
                                          const std::vector<PreparationStep>& steps) const
    {
        const std::string path = m_folder.filePath("rows.csv").toStdString();
        std::ofstream(path) << "id,a,b,kind,tool\n1,2,3,x,benign\n2,3,5,y,z\n";
        NoProgress progress;
        const Expected<Table> table = openTable({.path = path}, progress);
        if (!table)
            return {};
        const Expected<Table> prepared = prepare(*table, {steps}, progress);
        return prepared ? neededSteps({steps}, *prepared, columns).steps : std::vector<PreparationStep>();
    }

    QTemporaryDir m_folder;
};

PERIMETER_TEST(TestNeededSteps, Core)
#include "tst_needed_steps.moc"
