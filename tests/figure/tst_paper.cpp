// SPDX-License-Identifier: GPL-3.0-or-later
#include "expected_test.h"
#include "figure/export/export.h"
#include "figure/looked_into.h"
#include "figure/scene_test.h"
#include "figure/sessions_scene.h"
#include "support/test_registry.h"

#include <QFontDatabase>
#include <QImage>
#include <QRawFont>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace perimeter;

/// Figures on paper, looked into as documents: sizes, what is a vector and what an image, and what a style changes.
class TestPaper : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }

    QByteArray svgOf(const Scene& scene, const FigureStyle& style) const
    {
        const Expected<QByteArray> svg = paintedFigure(scene, style, FigureFormat::Svg, {}, QStringLiteral("a.svg"));
        return svg ? *svg : QByteArray();
    }

private Q_SLOTS:
    void initTestCase() { registerFonts(); }

    void pagesAreRightToATenthOfAMillimetre_data()
    {
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("height");
        QTest::newRow("two columns") << 180.0 << 70.0;
        QTest::newRow("one column") << 85.0 << 205.0;
        QTest::newRow("slide") << 254.0 << 142.875;
        QTest::newRow("odd") << 123.45 << 67.89;
    }

    void pagesAreRightToATenthOfAMillimetre()
    {
        QFETCH(double, width);
        QFETCH(double, height);
        const FigureStyle style{.widthMm = width, .heightMm = height};
        QVERIFY_EXPECTED(exportFigure(starsScene(), style, path("size.pdf")));
        const QRegularExpression box(R"(/MediaBox \[0 (\S+) (\S+) (\S+)\s*\])");
        const QRegularExpressionMatch pdf = box.match(QString::fromLatin1(contentOf(path("size.pdf"))));
        QVERIFY(pdf.hasMatch());
        const auto millimetres = [&](int group) { return pdf.captured(group).toDouble() * 25.4 / 72; };
        QVERIFY(std::abs(millimetres(2) - width) < 0.01);
        QVERIFY(std::abs(millimetres(3) - millimetres(1) - height) < 0.01);
        const QRegularExpression size(R"re(width="([0-9.]+)mm" height="([0-9.]+)mm")re");
        const QRegularExpressionMatch svg = size.match(QString::fromUtf8(svgOf(starsScene(), style)));
        QVERIFY(std::abs(svg.captured(1).toDouble() - width) < 0.1);
        QVERIFY(std::abs(svg.captured(2).toDouble() - height) < 0.1);
    }

    void twentyThousandPointsAreVectors()
    {
        const Scene scene = sessionsScene(sessions(20000), 0.15);
        QVERIFY_EXPECTED(exportFigure(scene, {}, path("many.pdf")));
        QVERIFY(contentOf(path("many.pdf")).size() < 1500000);
        QVERIFY(!contentOf(path("many.pdf")).contains("/Subtype /Image"));
        QVERIFY(!svgOf(scene, {}).contains("<image"));
    }

    void aMillionPointsAreAnImageUnderVectors()
    {
        const Scene scene = sessionsScene(sessions(1000000), 0.15);
        QVERIFY_EXPECTED(exportFigure(scene, {.dpi = 200}, path("million.pdf")));
        const QByteArray pdf = contentOf(path("million.pdf"));
        QVERIFY2(pdf.size() < 3000000, qPrintable(QString::number(pdf.size())));
        const QByteArray svg = svgOf(scene, {.dpi = 200});
        QCOMPARE(svg.count("<image"), 3);
        // Of an image the inliers alone are part: frontiers and outliers are paths of their hue.
        for (const ScenePane& pane : scene.panes)
            QVERIFY(svg.contains("stroke=\"" + pane.hue.name().toLatin1() + '"'));
        const QString images = output("pdfimages", {"-list", path("million.pdf")});
        if (images.isEmpty())
            QSKIP("pdfimages (Debian package poppler-utils) is not here to look inside the PDF.");
        QCOMPARE(images.count(QRegularExpression(R"(\simage\s)")), 3 + 6); // the kind, and how each is packed
        QVERIFY2(images.contains(QRegularExpression(R"(\s200\s+200\s)")), qPrintable(images));
    }

    void anSvgBringsItsTypeface()
    {
        const QByteArray svg = svgOf(starsScene(), {});
        const QRegularExpression face(
            R"re(@font-face\{font-family:"Inter Tabular";font-weight:(\d+);src:url\(data:font/otf;base64,([^)]+)\);unicode-range:)re");
        QRegularExpressionMatchIterator faces = face.globalMatch(QString::fromUtf8(svg));
        int count = 0;
        for (; faces.hasNext(); ++count) {
            const QByteArray font = QByteArray::fromBase64(faces.next().captured(2).toLatin1());
            const int id = QFontDatabase::addApplicationFontFromData(font);
            QVERIFY(id >= 0);
            QVERIFY2(font.size() < 40000, "the font holds more than the glyphs that are written");
            QFontDatabase::removeApplicationFont(id);
        }
        QCOMPARE(count, 2);
    }

    void anSvgBringsWhatItsTypefaceLacks()
    {
        const QString title = QStringLiteral("\u03bd \u05d0\u0628\u6f22");
        const QByteArray svg = svgOf(starsScene(), {.title = title.toStdString()});
        const QFont font = figureFont(15, QFont::DemiBold);
        const QRawFont own = QRawFont::fromFont(font);
        for (const QChar c : title) {
            const QByteArray range = "U+" + QByteArray::number(c.unicode(), 16);
            // Which typefaces a machine has for other scripts is its own affair.
            if (own.supportsCharacter(c))
                QVERIFY2(svg.contains(range), range);
        }
        QVERIFY(svg.contains("unicode-range:"));
    }

    void aStyleChoosesPanesAndWords()
    {
        const FigureStyle style{.panes = {2, 0},
                                .title = "Stars & <dwarfs>",
                                .caption = "Both axes are logarithms.",
                                .letters = true,
                                .legend = LegendPlace::None};
        const QString svg = QString::fromUtf8(svgOf(starsScene(), style));
        QVERIFY(svg.contains(QStringLiteral("Stars &amp; &lt;dwarfs&gt;")));
        QVERIFY(svg.contains(QStringLiteral("Both axes are logarithms.")));
        QVERIFY(!svg.contains(QStringLiteral("Robust covariance")));
        QVERIFY(!svg.contains(QStringLiteral("learned frontier")));
        QVERIFY(svg.indexOf(QStringLiteral("Empirical covariance")) < svg.indexOf(QStringLiteral("One-class SVM")));
        QVERIFY(svg.contains(QStringLiteral(">a</text>")));
        QVERIFY(svg.contains(QStringLiteral("rows shown")));
    }

    void textHasTheSizeAsked()
    {
        for (const double points : {6.0, 9.0, 14.0}) {
            const QString svg = QString::fromUtf8(svgOf(starsScene(), {.textPoints = points}));
            // Axis titles are 12 units of a layout that is scaled as a whole.
            const qsizetype title = svg.indexOf(QStringLiteral(">log.Te<"));
            QVERIFY(svg.lastIndexOf(QStringLiteral("font-size=\"12\""), title) > 0);
            const qsizetype scale = svg.lastIndexOf(QStringLiteral("matrix("), title);
            const QRegularExpressionMatch match = QRegularExpression("matrix\\(([0-9.]+),").match(svg, scale);
            QVERIFY(std::abs(match.captured(1).toDouble() * 12 / 1200 * 72 - points) < 0.02);
        }
    }

    void palettesAndThemesChangeTheHues()
    {
        const Scene scene = starsScene();
        const QByteArray usual = svgOf(scene, {});
        const QByteArray grey = svgOf(scene, {.palette = Palette::Grey});
        QVERIFY(usual.contains("#0072b2"));
        QVERIFY(!grey.contains("#0072b2"));
        QVERIFY(svgOf(scene, {.theme = ThemeKind::Dark}).contains("#222529"));
    }

    void aNarrowFigureKeepsAllWordsOfItsLegend()
    {
        const QString svg = QString::fromUtf8(svgOf(starsScene(), {.widthMm = 60, .heightMm = 150, .columns = 1}));
        for (const char* const words : {"inlier", "outlier", "learned frontier", "rows shown"})
            QVERIFY2(svg.contains(QLatin1String(words)), words);
    }

    void titlesCannotBreakAnSvg()
    {
        for (const char* const title : {"R&D", "</title><script>alert(1)</script>", "--> <!-- ]]>", "\x01\x1b\x0c bell",
                                        "\xef\xbf\xbe\xef\xbf\xbf", "\"quotes' \xf0\x9f\x98\x80"}) {
            const QByteArray svg = svgOf(starsScene(), {.title = title, .caption = title});
            QXmlStreamReader xml(svg);
            while (!xml.atEnd()) {
                xml.readNext();
                QVERIFY2(xml.name() != u"script", title);
            }
            QVERIFY2(!xml.hasError(), qPrintable(QString::fromUtf8(title) + xml.errorString()));
        }
    }

    void panesWithoutRoomAreDrawnWithoutPoints()
    {
        const FigureStyle small{.widthMm = 20, .heightMm = 20};
        for (const FigureFormat format : {FigureFormat::Pdf, FigureFormat::Svg, FigureFormat::Png})
            QVERIFY(paintedFigure(starsScene(), small, format, {}, QString()));
        QVERIFY(paintedFigure(starsScene(), {.caption = std::string(6000, 'w')}, FigureFormat::Pdf, {}, QString()));
        std::string words;
        for (int i = 0; i < 1200; ++i)
            words += "word ";
        QVERIFY(paintedFigure(starsScene(), {.title = words, .caption = words}, FigureFormat::Svg, {}, QString()));
    }

    void aTypefaceThatIsNotHere()
    {
        const Expected<void> checked = checkTypeface({.fontFamily = "No Such Typeface"});
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ErrorCode::FigureFontUnknown);
        QVERIFY_EXPECTED(checkTypeface({}));
    }

    void panesThatAreNotThere()
    {
        QCOMPARE(checkExport({.panes = {3}}, 3, "a.pdf").error(), (Error{ErrorCode::PaneUnknown, {"4", "3"}}));
        QCOMPARE(checkExport({.textPoints = 3}, 3, "a.pdf").error().code, ErrorCode::TextSizeOutOfRange);
    }
};

PERIMETER_TEST(TestPaper, Widgets)
#include "tst_paper.moc"
