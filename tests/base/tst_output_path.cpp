// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/output_path.h"
#include "support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace perimeter;

/// Files replace files alone.
class TestOutputPath final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAndNothingAreWrittenOver()
    {
        QVERIFY(isFree("new.csv"));
        QFile file(m_folder.filePath("old.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(isFree("old.csv"));
        QCOMPARE(::symlink("old.csv", m_folder.filePath("link.csv").toLocal8Bit().constData()), 0);
        QVERIFY(isFree("link.csv"));
        QVERIFY(checkOutputPath({}).has_value());
    }

    void devicesPipesAndFoldersAreNot()
    {
        QCOMPARE(::mkfifo(m_folder.filePath("pipe.csv").toLocal8Bit().constData(), 0600), 0);
        QCOMPARE(::symlink("/dev/null", m_folder.filePath("device.csv").toLocal8Bit().constData()), 0);
        for (const char* const name : {"pipe.csv", "device.csv", "."}) {
            const std::string path = m_folder.filePath(name).toStdString();
            const Expected<void> checked = checkOutputPath(path);
            QVERIFY2(!checked, name);
            QCOMPARE(checked.error(), (Error{ErrorCode::NotAFile, {path}}));
        }
    }

private:
    [[nodiscard]] bool isFree(const char* name) const
    {
        return checkOutputPath(m_folder.filePath(name).toStdString()).has_value();
    }

    QTemporaryDir m_folder;
};

PERIMETER_TEST(TestOutputPath, Core)
#include "tst_output_path.moc"
