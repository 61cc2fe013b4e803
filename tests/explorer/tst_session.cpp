// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/session/session.h"

#include "sessions_file.h"
#include "support/paths.h"
#include "support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace perimeter;

class TestSession : public QObject {
    Q_OBJECT

private:
    static Exploration stars()
    {
        Exploration exploration;
        exploration.source.path = testing::sourceFile("resources/samples/starsCYG.csv").toStdString();
        exploration.x.column = "log.Te";
        exploration.y.column = "log.light";
        return exploration;
    }

    static Eigen::Index outliers(const Session& session)
    {
        return session.outcome().panes.front().lines.front().fit->classes->outliers;
    }

private Q_SLOTS:
    void outcomeFollowsTheValue()
    {
        Session session(std::make_shared<Pipeline>());
        session.open(stars());
        QVERIFY(session.isBusy());
        QTRY_VERIFY(!session.isBusy());
        QVERIFY(session.outcome().complete);
        const Eigen::Index few = outliers(session);
        Exploration more = session.exploration();
        more.settings.svm.nu = 0.4;
        session.edit(more);
        QTRY_VERIFY(!session.isBusy());
        QVERIFY(outliers(session) > few);
        session.undo();
        QTRY_VERIFY(!session.isBusy());
        QCOMPARE(outliers(session), few);
    }

    void newestWinsOverAFastHand()
    {
        Session session(std::make_shared<Pipeline>());
        session.open(stars());
        for (int step = 1; step <= 60; ++step) {
            Exploration moved = session.exploration();
            moved.settings.svm.nu = step / 100.0;
            session.edit(moved, step == 1 ? EditStep::New : EditStep::Continues);
        }
        QTRY_VERIFY(!session.isBusy());
        QCOMPARE(session.outcome().exploration.settings.svm.nu, 0.6);
        QCOMPARE(session.outcome().panes.front().lines.front().plan.exploration.settings.svm.nu, 0.6);
        session.undo();
        QCOMPARE(session.exploration().settings.svm.nu, stars().settings.svm.nu);
    }

    void anErrorKeepsTheFormerOutcome()
    {
        Session session(std::make_shared<Pipeline>());
        session.open(stars());
        QTRY_VERIFY(!session.isBusy());
        QSignalSpy failed(&session, &Session::failed);
        Exploration wrong = session.exploration();
        wrong.preparation.steps = {Where{"no such thing"}};
        session.edit(wrong);
        QTRY_VERIFY(!session.isBusy());
        QCOMPARE(failed.size(), 1);
        QVERIFY(session.error());
        QVERIFY(session.outcome().complete);
    }

    void undoEndsAtTheFirstSource()
    {
        Session session(std::make_shared<Pipeline>());
        session.open(stars());
        QVERIFY(!session.canUndo());
        session.undo();
        QCOMPARE(session.exploration().source, stars().source);
        session.open(stars());
        QVERIFY(session.canUndo());
    }

    void aSourceThatFailsLeavesNoOutcome()
    {
        Session session(std::make_shared<Pipeline>());
        session.open(stars());
        QTRY_VERIFY(!session.isBusy());
        QSignalSpy changed(&session, &Session::sourceChanged);
        Exploration missing = stars();
        missing.source.path = "/nowhere.csv";
        session.open(missing);
        QCOMPARE(changed.size(), 1);
        QTRY_VERIFY(!session.isBusy());
        QVERIFY(session.error());
        QVERIFY(session.outcome().panes.empty() && !session.outcome().table);
        session.undo();
        QCOMPARE(changed.size(), 2);
        QTRY_VERIFY(!session.isBusy());
        QVERIFY(session.outcome().complete && !session.error());
        Exploration moved = session.exploration();
        moved.settings.svm.nu = 0.4;
        session.edit(moved);
        QCOMPARE(changed.size(), 2);
    }

    void destroyedMidRun()
    {
        auto session = std::make_unique<Session>(std::make_shared<Pipeline>());
        session->open(stars());
        session.reset();
    }

    void aSlowKernelIsSketchedHoweverSoon()
    {
        const QTemporaryDir folder;
        Session session(std::make_shared<Pipeline>());
        Exploration exploration = sessionsIn(folder);
        session.open(exploration);
        QTRY_VERIFY(!session.isBusy());
        bool sketched = false;
        connect(&session, &Session::outcomeChanged, this, [&] {
            const LineOutcome& svm = session.outcome().panes.front().lines.front();
            sketched = sketched || (!session.outcome().complete && svm.rough && svm.frontier);
        });
        exploration.settings.svm.kernel = KernelKind::Sigmoid;
        session.edit(exploration);
        QTRY_VERIFY(!session.isBusy());
        QVERIFY(sketched);
        QVERIFY(!session.outcome().panes.front().lines.front().rough);
    }

    void aFitThatTakesLongIsSketchedAndTellsHowFarItIs()
    {
        Session session(std::make_shared<Pipeline>());
        std::vector<bool> sketched;
        connect(&session, &Session::outcomeChanged, this, [&] {
            for (const PaneOutcome& pane : session.outcome().panes)
                for (const LineOutcome& line : pane.lines)
                    sketched.push_back(line.rough && line.frontier && !line.fit);
        });
        std::vector<double> shares;
        connect(&session, &Session::progressed, this, [&](double share) { shares.push_back(share); });
        Exploration exploration;
        exploration.source.path = testing::sourceFile("resources/samples/dns_sessions.csv").toStdString();
        exploration.x.column = "uplink";
        exploration.y.column = "duration";
        exploration.scaling = ScalingKind::Log1p;
        exploration.settings.svm.gamma = {GammaChoice::Rule::Value, 200};
        session.open(exploration);
        QTRY_VERIFY_WITH_TIMEOUT(!session.isBusy(), 120000);
        QVERIFY(std::ranges::find(sketched, true) != sketched.end());
        QVERIFY(!session.outcome().panes.front().lines.front().rough);
        // The one-class SVM is the last of three: its way alone has steps.
        QVERIFY(std::ranges::count_if(shares, [](double share) { return share > 0.75 && share < 0.9; }) >= 3);
    }
};

PERIMETER_TEST(TestSession, Core)
#include "tst_session.moc"
