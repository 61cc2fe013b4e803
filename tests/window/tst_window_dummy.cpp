// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_registry.h"
#include "window_driver.h"

#include <QLabel>

using namespace perimeter;

/// A tab that was added as src/README.md says.
class WindowDummy final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsThePanes()
    {
        WindowDriver driver;
        driver.openSample(QStringLiteral("hbk"));
        QTRY_VERIFY(driver.isSettled());
        QTRY_COMPARE(driver.openTab<QLabel>("dummyPanes")->text(), QStringLiteral("3"));
    }
};

PERIMETER_TEST(WindowDummy, Widgets)
#include "tst_window_dummy.moc"
