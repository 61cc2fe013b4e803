// SPDX-License-Identifier: GPL-3.0-or-later
#include "expected_test.h"
#include "figure/canvas/canvas.h"
#include "figure/export/export.h"
#include "figure/looked_into.h"
#include "figure/scene_test.h"
#include "support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

using namespace perimeter;

class TestExport : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void initTestCase() { registerFonts(); }

    void pngHasTheSizeAsked()
    {
        QVERIFY_EXPECTED(exportFigure(starsScene(), {.widthMm = 127, .heightMm = 50.8, .dpi = 200}, path("a.png")));
        const QImage image(path("a.png"));
        QCOMPARE(image.size(), QSize(1000, 400));
        QCOMPARE(image.dotsPerMeterX(), 7874);
    }

    void svgIsVectorsWithTextAsText()
    {
        QVERIFY_EXPECTED(exportFigure(starsScene(), {.widthMm = 180, .heightMm = 70}, path("a.svg")));
        const QByteArray svg = contentOf(path("a.svg"));
        QVERIFY(svg.contains("log.Te"));
        QVERIFY(svg.contains("One-class SVM"));
        QVERIFY(svg.contains("Inter"));
        QVERIFY(!svg.contains("<image"));
        const QRegularExpression width(R"re(width="([0-9.]+)mm")re");
        const double millimetres = width.match(QString::fromUtf8(svg)).captured(1).toDouble();
        QVERIFY(std::abs(millimetres - 180) < 0.1);
        QVERIFY(QSvgRenderer(svg).isValid());
    }

    void pdfIsVectorsWithTheFontEmbedded()
    {
        QVERIFY_EXPECTED(exportFigure(starsScene(), {.widthMm = 180, .heightMm = 70}, path("a.pdf")));
        QVERIFY(contentOf(path("a.pdf")).startsWith("%PDF"));
        const QString text = output("pdftotext", {"-layout", path("a.pdf"), "-"});
        if (text.isEmpty())
            QSKIP("pdftotext (Debian package poppler-utils) is not here to look inside the PDF.");
        QVERIFY(text.contains("One-class SVM"));
        QVERIFY(text.contains("log.light"));
        const QString fonts = output("pdffonts", {path("a.pdf")});
        QVERIFY2(fonts.contains("Inter"), qPrintable(fonts));
        QCOMPARE(output("pdfimages", {"-list", path("a.pdf")}).count(u'\n'), 2);
        const QString info = output("pdfinfo", {path("a.pdf")});
        const QRegularExpression size(R"(Page size:\s+([0-9.]+) x ([0-9.]+) pts)");
        const QRegularExpressionMatch match = size.match(info);
        QVERIFY(std::abs(match.captured(1).toDouble() * 25.4 / 72 - 180) < 0.2);
        QVERIFY(std::abs(match.captured(2).toDouble() * 25.4 / 72 - 70) < 0.2);
    }

    void nothingStandsOutsideTheAxes()
    {
        const Scene scene = starsScene([](Exploration& exploration) { exploration.view = View{4.2, 4.4, 4.5, 5}; });
        FigureCanvas canvas;
        QVERIFY_EXPECTED(exportFigure(scene, {.widthMm = 180, .heightMm = 70, .dpi = 96}, path("cut.png")));
        QVERIFY_EXPECTED(exportFigure(scene, {.widthMm = 180, .heightMm = 70}, path("cut.svg")));
        // Drawn from the vectors, every mark must lie where the raster, which is clipped, has one too.
        QSvgRenderer renderer(path("cut.svg"));
        const QImage raster(path("cut.png"));
        QImage drawn(raster.size(), QImage::Format_RGB32);
        drawn.fill(Qt::white);
        QPainter painter(&drawn);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter);
        painter.end();
        const auto hued = [](const QImage& image) {
            QVector<QPoint> pixels;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y).hsvSaturation() > 120)
                        pixels.push_back({x, y});
            return pixels;
        };
        const auto near = [&](const QPoint& at) {
            for (int y = -4; y <= 4; ++y)
                for (int x = -4; x <= 4; ++x)
                    if (raster.rect().contains(at + QPoint(x, y)) &&
                        raster.pixelColor(at + QPoint(x, y)).hsvSaturation() > 60)
                        return true;
            return false;
        };
        const QVector<QPoint> marks = hued(drawn);
        QVERIFY(marks.size() > 100);
        for (const QPoint& mark : marks)
            QVERIFY2(near(mark), qPrintable(QStringLiteral("a mark at %1, %2").arg(mark.x()).arg(mark.y())));
    }

    void anUnknownFormatIsRefused()
    {
        const Expected<void> written = exportFigure(starsScene(), {}, path("a.bmp"));
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::FigureFormatUnknown);
        QVERIFY(!QFile::exists(path("a.bmp")));
    }

    void sizesOutOfRangeAreRefused()
    {
        QCOMPARE(checkExport({.widthMm = 0}, 3, "a.pdf").error().code, ErrorCode::FigureSizeOutOfRange);
        QCOMPARE(checkExport({.heightMm = std::nan("")}, 3, "a.pdf").error().code, ErrorCode::FigureSizeOutOfRange);
        QCOMPARE(checkExport({.dpi = 0}, 3, "a.png").error().code, ErrorCode::DpiOutOfRange);
        QCOMPARE(checkExport({.widthMm = 2000, .dpi = 2400}, 3, "a.png").error().code, ErrorCode::DpiOutOfRange);
    }

    void aFolderThatIsNotThere()
    {
        const Expected<void> written = exportFigure(starsScene(), {}, path("no/such/folder/a.svg"));
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::CannotWrite);
    }

    void aFullDiskIsNoticed()
    {
        const QString disk = path("disk");
        QDir().mkpath(disk);
        if (QProcess::execute("mount", {"-t", "tmpfs", "-o", "size=16k", "tmpfs", disk}) != 0)
            QSKIP("A small file system to fill up cannot be mounted here; it takes root.");
        std::vector<Expected<void>> written;
        for (const char* const name : {"a.pdf", "a.svg", "a.png"})
            written.push_back(exportFigure(starsScene(), {}, disk + u'/' + QString::fromLatin1(name)));
        const QStringList left = QDir(disk).entryList(QDir::Files | QDir::Hidden);
        QProcess::execute("umount", {disk});
        for (const Expected<void>& one : written) {
            QVERIFY(!one);
            QCOMPARE(one.error().code, ErrorCode::CannotWrite);
        }
        QCOMPARE(left, QStringList());
    }
};

PERIMETER_TEST(TestExport, Widgets)
#include "tst_export.moc"
