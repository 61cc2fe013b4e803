// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_registry.h"
#include "window_driver.h"

#include <QAction>
#include <QClipboard>
#include <QStatusBar>
#include <QToolButton>

using namespace perimeter;

/// What the window shows, copied as text.
class WindowCode final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_driver = std::make_unique<WindowDriver>();
        m_driver->openSample(QStringLiteral("starsCYG"));
        QTRY_VERIFY(m_driver->isSettled());
        QApplication::clipboard()->clear();
    }

    void cleanup()
    {
        m_driver.reset();
        QVERIFY(QApplication::topLevelWidgets().isEmpty());
    }

    void theCommandIsThatOfTheExploration()
    {
        trigger("actionCopyCommand");
        const QString command = QApplication::clipboard()->text();
        QVERIFY2(command.startsWith("perimeter render "), qPrintable(command));
        QVERIFY2(command.endsWith(" --x log.Te --y log.light --scale standard --kernel rbf --nu 0.15 -o figure.pdf\n"),
                 qPrintable(command));
        QCOMPARE(m_driver->window().statusBar()->currentMessage(), QString("The command is on the clipboard."));
    }

    void theScriptHasWhatWasLearned()
    {
        trigger("actionCopyPython");
        QTRY_VERIFY(QApplication::clipboard()->text().startsWith("#!/usr/bin/env python3"));
        const QString script = QApplication::clipboard()->text();
        QVERIFY(script.contains("location=["));
        QVERIFY(script.contains("\"log.light\""));
        QCOMPARE(m_driver->window().statusBar()->currentMessage(), QString("The Python script is on the clipboard."));
    }

    void theParagraphNamesRowsAndWorks()
    {
        trigger("actionCopyMethods");
        const QString paragraph = QApplication::clipboard()->text();
        QVERIFY2(paragraph.contains("in the 47 rows of starsCYG.csv"), qPrintable(paragraph));
        QVERIFY(paragraph.contains("ν = 0.15"));
        QVERIFY(paragraph.contains("@article{rousseeuw1999,"));
        QVERIFY(paragraph.contains("@software{perimeter,"));
    }

    void theExportButtonOffersThem()
    {
        for (const QToolButton* const button : m_driver->window().findChildren<QToolButton*>())
            if (button->defaultAction() == m_driver->find<QAction>("actionExport")) {
                QVERIFY(button->menu());
                QCOMPARE(button->menu()->actions().size(), 6);
                return;
            }
        QFAIL("There is no button that exports.");
    }

private:
    void trigger(const char* name) const
    {
        auto* const action = m_driver->find<QAction>(name);
        QVERIFY(m_driver->window().actions().contains(action));
        QVERIFY(action->isEnabled());
        action->trigger();
    }

    std::unique_ptr<WindowDriver> m_driver;
};

PERIMETER_TEST(WindowCode, Widgets)
#include "tst_window_code.moc"
