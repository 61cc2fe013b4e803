// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/document_file.h"

#include "expected_test.h"
#include "explorer/documents/autosave.h"
#include "explorer/documents/data_files.h"
#include "random_exploration.h"
#include "support/test_registry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <sys/resource.h>

using namespace perimeter;

/// Documents: whole, and safe whatever happens to them.
class TestDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyExplorationReturns()
    {
        RandomExploration random(7);
        for (int i = 0; i < 300; ++i) {
            const Exploration made = random.make(path("data.csv"));
            QVERIFY_EXPECTED(writeDocument({.exploration = made, .files = {}, .version = "1"}, path("a.perimeter")));
            const Expected<Document> read = readDocument(path("a.perimeter"));
            QVERIFY_EXPECTED(read);
            QVERIFY2(read->exploration == made, qPrintable(QString::number(i)));
            QVERIFY(!read->isAltered);
        }
    }

    void dataMoveWithTheFolderOfTheDocument()
    {
        QDir(m_folder.path()).mkpath("here/data");
        Exploration exploration;
        exploration.source.path = path("here/data/x.csv");
        exploration.source.joins = {{.path = path("elsewhere.csv"), .key = "uid"}};
        QVERIFY_EXPECTED(writeDocument({.exploration = exploration, .files = {}}, path("here/a.perimeter")));
        QVERIFY(QDir(m_folder.path()).rename("here", "there"));
        const Expected<Document> read = readDocument(path("there/a.perimeter"));
        QVERIFY_EXPECTED(read);
        QCOMPARE(read->exploration.source.path, path("there/data/x.csv"));
        QCOMPARE(read->exploration.source.joins.front().path, path("elsewhere.csv"));
    }

    void theFormerVersionIsKept()
    {
        QVERIFY_EXPECTED(writeDocument(withNu(0.1), path("b.perimeter")));
        QVERIFY_EXPECTED(writeDocument(withNu(0.2), path("b.perimeter")));
        QVERIFY_EXPECTED(writeDocument(withNu(0.3), path("b.perimeter")));
        QCOMPARE(nuOf(path("b.perimeter")), 0.3);
        QCOMPARE(nuOf(path("b.perimeter.bak")), 0.2);
        QCOMPARE(QDir(m_folder.path()).entryList({"b.*"}).size(), 2);
    }

    void aFiguresStyleReturns()
    {
        const FigureStyle style{.widthMm = 85,
                                .heightMm = 142.875,
                                .columns = 1,
                                .panes = {2, 0},
                                .fontFamily = "DejaVu Sans",
                                .textPoints = 7.5,
                                .title = "\"Stars\"\n",
                                .caption = "ν = 0.1",
                                .letters = true,
                                .legend = LegendPlace::Above,
                                .grid = false,
                                .theme = ThemeKind::Dark,
                                .palette = Palette::Grey,
                                .dpi = 600,
                                .vectorPoints = 0};
        Document document = withNu(0.1);
        document.style = style;
        const Expected<Document> read = parseDocument(asDocument(document, noPath), "x");
        QVERIFY_EXPECTED(read);
        QVERIFY(read->style == style);
        QVERIFY(!read->isAltered);
        document.style->panes = {3};
        QCOMPARE(parseDocument(asDocument(document, noPath), "x").error().code, ErrorCode::PaneUnknown);
    }

    void olderOnesAreReadAsTheyWereSealed()
    {
        // Format 1 is format 2 without a style.
        const std::string older = replaced(asDocument(withNu(0.1), noPath), "\"format\": 2", "\"format\": 1");
        const std::string content = older.substr(0, older.find(", \"seal\""));
        const QByteArray seal =
            QCryptographicHash::hash(QByteArray::fromStdString(content), QCryptographicHash::Sha256).toHex();
        const std::string text = content + ", \"seal\": \"" + seal.toStdString() + "\"}\n";
        const Expected<Document> read = parseDocument(text, "x");
        QVERIFY_EXPECTED(read);
        QVERIFY(!read->isAltered);
        QVERIFY(!read->style);
        QCOMPARE(read->exploration.settings.svm.nu, 0.1);
        QVERIFY(parseDocument(replaced(text, "\"nu\": 0.1", "\"nu\": 0.2"), "x")->isAltered);
        // What is written anew has the newest format.
        QVERIFY(asDocument(*read, noPath).find("\"format\": 2") != std::string::npos);
    }

    void newerOnesAreRefused()
    {
        const std::string text = replaced(asDocument(withNu(0.1), noPath), "\"format\": 2", "\"format\": 3");
        const Expected<Document> read = parseDocument(text, "x");
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::DocumentTooNew);
    }

    void whatWasChangedSinceIsNoticed()
    {
        const std::string text = replaced(asDocument(withNu(0.1), noPath), "\"nu\": 0.1", "\"nu\": 0.2");
        const Expected<Document> altered = parseDocument(text, "x");
        QVERIFY_EXPECTED(altered);
        QVERIFY(altered->isAltered);
        write(path("c.perimeter"), text);
        const Expected<Document> read = readDocument(path("c.perimeter"));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::DocumentDamaged);
    }

    void dataAreTakenOnlyIfTheyAreTheSame()
    {
        write(path("same.csv"), "a,b\n1,2\n");
        write(path("other.csv"), "a,b\n1,3\n");
        NoProgress progress;
        const Expected<Fingerprint> print = fingerprint(path("same.csv"), progress);
        QVERIFY_EXPECTED(print);
        const auto stateOf = [&](const std::string& data) {
            Document document{.exploration = {}, .files = {*print}};
            document.exploration.source.path = data;
            const Expected<std::vector<DataFile>> files = findData(document, {}, progress);
            return files ? files->front().state : DataFile::State::Missing;
        };
        QCOMPARE(stateOf(path("same.csv")), DataFile::State::Same);
        QCOMPARE(stateOf(path("other.csv")), DataFile::State::Changed);
        QCOMPARE(stateOf(path("no.csv")), DataFile::State::Missing);
        QCOMPARE(stateOf("/dev/zero"), DataFile::State::Missing);
        QCOMPARE(stateOf(m_folder.path().toStdString()), DataFile::State::Missing);
    }

    void truncatedDocumentsAreErrors()
    {
        RandomExploration random(3);
        const std::string whole = asDocument({.exploration = random.make("x.csv"), .files = {}}, noPath);
        for (int i = 0; i < 2000; ++i) {
            const auto length = static_cast<std::size_t>(random.whole(0, static_cast<std::int64_t>(whole.size()) - 3));
            QVERIFY(!parseDocument(whole.substr(0, length), "x"));
        }
    }

    void flippedBitsGiveAnErrorOrTheRightContent()
    {
        RandomExploration random(4);
        int right = 0;
        for (int i = 0; i < 4000; ++i) {
            const Document document{.exploration = random.make("x.csv"), .files = {}, .version = "1"};
            std::string text = asDocument(document, noPath);
            const auto at = static_cast<std::size_t>(random.whole(0, static_cast<std::int64_t>(text.size()) - 1));
            text[at] = static_cast<char>(text[at] ^ (1 << random.whole(0, 7)));
            const Expected<Document> read = parseDocument(text, "x");
            if (!read || read->isAltered)
                continue;
            QVERIFY2(read->exploration == document.exploration, text.c_str());
            ++right;
        }
        QVERIFY(right < 400);
    }

    void killedWhileSavingTheLastGoodDocumentOpens()
    {
        std::mt19937_64 random(5);
        const QString autosaves = m_folder.filePath("autosave");
        // Moments are drawn from the time until a first document stands: three times as long as that takes here and now.
        unsigned long longest = 0;
        for (int kill = 0; kill < 200; ++kill) {
            QProcess writer;
            writer.start(QCoreApplication::applicationDirPath() + "/document_writer",
                         {m_folder.filePath("killed.perimeter"), autosaves});
            QVERIFY(writer.waitForStarted());
            if (kill == 0) {
                QElapsedTimer untilSaved;
                untilSaved.start();
                QVERIFY(QTest::qWaitFor([&] { return QFile::exists(m_folder.filePath("killed.perimeter")); }));
                longest = 3 * static_cast<unsigned long>(untilSaved.nsecsElapsed() / 1000);
            }
            QThread::usleep(std::uniform_int_distribution<unsigned long>(0, longest)(random));
            writer.kill();
            QVERIFY(writer.waitForFinished());
            QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
            QVERIFY_EXPECTED(readDocument(path("killed.perimeter")));
        }
        // Everything that was left behind is whole, too.
        Autosave heir(autosaves);
        int found = 0;
        while (heir.takeLeftover())
            ++found;
        QVERIFY2(found > 20, qPrintable(QString::number(found)));
        QCOMPARE(QDir(autosaves).entryList({"*.damaged"}).size(), 0);
    }

    void aDiskThatIsFullLeavesTheFormer()
    {
        QVERIFY_EXPECTED(writeDocument(withNu(0.1), path("full.perimeter")));
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit tight{.rlim_cur = 100, .rlim_max = before.rlim_max};
        std::signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &tight);
        const Expected<void> written = writeDocument(withNu(0.2), path("full.perimeter"));
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::CannotWrite);
        QCOMPARE(nuOf(path("full.perimeter")), 0.1);
        QCOMPARE(QDir(m_folder.path()).entryList({"full*"}, QDir::Files | QDir::Hidden).size(), 1);
    }

    void aFolderThatCannotBeWrittenIsAnError()
    {
        for (const std::string& place : {path("gone/a.perimeter"), std::string("/proc/a.perimeter")}) {
            const Expected<void> written = writeDocument(withNu(0.1), place);
            QVERIFY(!written);
            QCOMPARE(written.error().code, ErrorCode::CannotWrite);
        }
    }

    void unsavedWorkIsFoundByTheNextProgram()
    {
        const QString folder = m_folder.filePath("leftovers");
        {
            Autosave living(folder);
            QVERIFY_EXPECTED(living.keep(withNu(0.1), "/a.perimeter"));
            // Another program that runs leaves it alone.
            QVERIFY(!Autosave(folder).takeLeftover());
            living.discard();
            QVERIFY_EXPECTED(living.keep(withNu(0.1), "/a.perimeter"));
            QCOMPARE(QDir(folder).entryList({"*.autosave"}).size(), 0);
        }
        QVERIFY(!Autosave(folder).takeLeftover());
    }

    void whatIsTakenOverIsKept()
    {
        const QString folder = m_folder.filePath("heirs");
        Autosave gone(folder);
        QVERIFY_EXPECTED(gone.keep(withNu(0.1), "/a.perimeter"));
        const QDir kept(folder, "*.autosave");
        // A copy is as a program that was killed leaves it.
        QVERIFY(QFile::copy(kept.filePath(kept.entryList().front()), kept.filePath("killed.autosave")));
        gone.discard();
        Autosave heir(folder);
        heir.discard();
        const std::optional<Autosave::Leftover> leftover = heir.takeLeftover();
        QVERIFY(leftover);
        QVERIFY_EXPECTED(heir.keepLeftover(*leftover));
        QCOMPARE(QDir(folder, "*.autosave").entryList().size(), 1);
        QVERIFY(!QFile::exists(kept.filePath("killed.autosave")));
    }

    void whatIsNeitherKeptNorDroppedIsFoundAgain()
    {
        const QString folder = m_folder.filePath("undecided");
        Autosave gone(folder);
        QVERIFY_EXPECTED(gone.keep(withNu(0.1), "/a.perimeter"));
        const QDir kept(folder, "*.autosave");
        QVERIFY(QFile::copy(kept.filePath(kept.entryList().front()), kept.filePath("killed.autosave")));
        {
            Autosave undecided(folder);
            QVERIFY(undecided.takeLeftover());
            // Once only, and nobody else may have it meanwhile.
            QVERIFY(!undecided.takeLeftover());
            QVERIFY(!Autosave(folder).takeLeftover());
            undecided.discard();
        }
        Autosave next(folder);
        const std::optional<Autosave::Leftover> leftover = next.takeLeftover();
        QVERIFY(leftover);
        next.dropLeftover(*leftover);
        QVERIFY(!QFile::exists(kept.filePath("killed.autosave")));
    }

private:
    QTemporaryDir m_folder;

    [[nodiscard]] std::string path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    static void write(const std::string& path, const std::string& text)
    {
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.data(), static_cast<qint64>(text.size()));
    }

    static std::string replaced(std::string text, const std::string& before, const std::string& after)
    {
        return text.replace(text.find(before), before.size(), after);
    }

    static Document withNu(double nu)
    {
        Document document{.exploration = {}, .version = "1"};
        document.exploration.source.path = "x.csv";
        document.exploration.settings.svm.nu = nu;
        return document;
    }

    static double nuOf(const std::string& path)
    {
        const Expected<Document> read = readDocument(path);
        return read ? read->exploration.settings.svm.nu : -1;
    }
};

PERIMETER_TEST(TestDocument, Core)
#include "tst_document.moc"
