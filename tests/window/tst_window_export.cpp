// SPDX-License-Identifier: GPL-3.0-or-later
#include "expected_test.h"
#include "figure/export/recipe.h"
#include "support/test_registry.h"
#include "window/export/export_dialog.h"
#include "window/export/figure_preview.h"
#include "window/window_driver.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QToolButton>

using namespace perimeter;

/// The export dialog: what it shows is what it writes.
class WindowExport : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<WindowDriver> m_driver;
    QTemporaryDir m_folder;
    ExportDialog* m_dialog = nullptr;

    template <typename Widget>
    Widget* find(const char* name) const
    {
        return m_dialog->findChild<Widget*>(QString::fromLatin1(name));
    }

    FigurePreview* preview() const { return m_dialog->findChild<FigurePreview*>(); }

    QString save(const QString& name) const
    {
        const QString path = m_folder.filePath(name);
        find<QLineEdit>("pathEdit")->setText(path);
        auto* const button = m_dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
        QTest::mouseClick(button, Qt::LeftButton);
        return path;
    }

    /// Of two images of one size, the share of pixels that differ much.
    static double difference(const QImage& a, const QImage& b)
    {
        int many = 0;
        for (int y = 0; y < a.height(); ++y) {
            for (int x = 0; x < a.width(); ++x) {
                const QColor one = a.pixelColor(x, y), other = b.pixelColor(x, y);
                many += std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) +
                            std::abs(one.blue() - other.blue()) >
                        150;
            }
        }
        return static_cast<double>(many) / a.width() / a.height();
    }

private Q_SLOTS:
    void init()
    {
        m_driver = std::make_unique<WindowDriver>();
        m_driver->openSample(QStringLiteral("starsCYG"));
        QTRY_VERIFY(m_driver->isSettled());
        m_driver->find<QAction>("actionExport")->trigger();
        m_dialog = m_driver->window().findChild<ExportDialog*>();
        QVERIFY(m_dialog);
        QTRY_VERIFY(!preview()->image().isNull());
    }

    void cleanup() { m_driver.reset(); }

    void aPresetSetsSizeAndTextAndThePreviewFollows()
    {
        const QSize before = preview()->image().size();
        WindowDriver::choose(find<QComboBox>("presetCombo"), QStringLiteral("Journal, one column (85 mm)"));
        QCOMPARE(find<QDoubleSpinBox>("widthBox")->value(), 85.0);
        QCOMPARE(find<QDoubleSpinBox>("textBox")->value(), 8.0);
        QTRY_VERIFY(preview()->image().width() < before.width() && preview()->image().height() > before.height());
        find<QDoubleSpinBox>("widthBox")->setValue(90);
        QCOMPARE(find<QComboBox>("presetCombo")->currentText(), QStringLiteral("Custom size"));
    }

    void aSizeIsTypedWithItsUnitOrWithout()
    {
        m_dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog));
        for (const char* const typed : {"123.5", "123.5 mm"}) {
            auto* const width = find<QDoubleSpinBox>("widthBox");
            width->setValue(180);
            width->setFocus();
            width->selectAll();
            QTest::keyClicks(width, QString::fromLatin1(typed));
            QTest::keyClick(width, Qt::Key_Tab);
            QCOMPARE(width->value(), 123.5);
            QCOMPARE(width->text(), QStringLiteral("123.5 mm"));
        }
    }

    void aFileIsReplacedOnlyWhenAsked()
    {
        const QString path = m_folder.filePath(QStringLiteral("thesis.pdf"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
        file.close();
        save(QStringLiteral("thesis.pdf"));
        QVERIFY(find<QMessageBox>("replaceQuestion"));
        find<QMessageBox>("replaceQuestion")->button(QMessageBox::Cancel)->click();
        QTRY_VERIFY(!find<QMessageBox>("replaceQuestion"));
        QTRY_VERIFY(m_driver->isResting());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("mine"));
        file.close();
        save(QStringLiteral("thesis.pdf"));
        for (QAbstractButton* const button : find<QMessageBox>("replaceQuestion")->buttons()) {
            if (button->text() == QStringLiteral("&Replace"))
                button->click();
        }
        QTRY_VERIFY(!m_driver->window().findChild<ExportDialog*>());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("%PDF"));
    }

    void theFormatFollowsTheNameThatIsTyped()
    {
        auto* const path = find<QLineEdit>("pathEdit");
        path->selectAll();
        QTest::keyClicks(path, m_folder.filePath(QStringLiteral("typed.png")));
        QCOMPARE(find<QComboBox>("formatCombo")->currentText(), QStringLiteral("PNG"));
        QVERIFY(!find<QSpinBox>("vectorBox")->isEnabled());
    }

    void mnemonicsAreEachOfOneControl()
    {
        QStringList letters;
        const auto add = [&](const QString& text) {
            const QRegularExpressionMatch match = QRegularExpression(QStringLiteral("&(\\w)")).match(text);
            if (match.hasMatch())
                letters << match.captured(1).toLower();
        };
        for (const QLabel* const label : m_dialog->findChildren<QLabel*>())
            add(label->text());
        for (const QAbstractButton* const button : m_dialog->findChildren<QAbstractButton*>())
            add(button->text());
        QVERIFY(letters.size() > 18);
        QStringList once = letters;
        once.removeDuplicates();
        QCOMPARE(once.size(), letters.size());
    }

    void afterAFailureTheFocusIsWhereItWas()
    {
        auto* const title = find<QLineEdit>("titleEdit");
        title->setFocus();
        find<QLineEdit>("pathEdit")->setText(m_folder.filePath(QStringLiteral("no/folder/a.pdf")));
        QTest::keyClick(title, Qt::Key_Return);
        auto* const problem = find<QLabel>("problemLabel");
        QTRY_VERIFY(problem->isVisible());
        QTRY_COMPARE(m_dialog->focusWidget(), title);
        title->setText(QStringLiteral("x"));
        QVERIFY(!problem->isVisible());
    }

    void trueSizeIsTheScreensMillimetres()
    {
        WindowDriver::choose(find<QComboBox>("zoomCombo"), QStringLiteral("true size"));
        m_dialog->resize(1300, 700);
        QTRY_VERIFY(m_driver->isResting());
        const double inch = m_dialog->screen()->physicalDotsPerInchX();
        QCOMPARE(preview()->widget()->width(), qRound(180 / 25.4 * inch));
        WindowDriver::choose(find<QComboBox>("zoomCombo"), QStringLiteral("whole figure"));
        QTRY_VERIFY(preview()->widget()->width() <= preview()->maximumViewportSize().width());
    }

    void whatIsSeenIsWhatIsWritten()
    {
        const QImage before = preview()->image();
        WindowDriver::choose(find<QComboBox>("presetCombo"), QStringLiteral("Journal, two columns (180 mm)"));
        find<QCheckBox>("lettersCheck")->click();
        find<QLineEdit>("titleEdit")->setText(QStringLiteral("Stars of CYG OB1"));
        find<QLineEdit>("captionEdit")->setText(QStringLiteral("Four giants stand apart."));
        WindowDriver::choose(find<QComboBox>("legendCombo"), QStringLiteral("above"));
        auto* const bar = find<QProgressBar>("progressBar");
        QTRY_VERIFY(!bar->isVisible() && m_driver->isResting());
        const QImage seen = preview()->image();
        const QString pdf = save(QStringLiteral("seen.pdf"));
        QTRY_VERIFY(!m_driver->window().findChild<ExportDialog*>());
        const QString root = m_folder.filePath(QStringLiteral("written"));
        if (QProcess::execute(QStringLiteral("pdftoppm"),
                              {QStringLiteral("-png"), QStringLiteral("-singlefile"), QStringLiteral("-scale-to-x"),
                               QString::number(seen.width()), QStringLiteral("-scale-to-y"),
                               QString::number(seen.height()), pdf, root}) != 0)
            QSKIP("pdftoppm (Debian package poppler-utils) is not here to draw the PDF.");
        const QImage written(root + QStringLiteral(".png"));
        QCOMPARE(written.size(), seen.size());
        // Two programs smooth the edges of letters each in its own way.
        const auto half = [](const QImage& image) {
            return image.scaled(image.size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        };
        const double differs = difference(half(seen), half(written));
        QVERIFY2(differs < 0.01, qPrintable(QString::number(differs)));
        QVERIFY2(difference(half(before), half(written)) > 3 * differs, "any figure would pass");
    }

    void theFileCarriesItsStyleAndTheDialogRemembersIt()
    {
        WindowDriver::choose(find<QComboBox>("paletteCombo"), QStringLiteral("bright"));
        find<QCheckBox>("gridCheck")->click();
        find<QLineEdit>("titleEdit")->setText(QStringLiteral("Once"));
        const QString svg = save(QStringLiteral("style.pdf"));
        QTRY_VERIFY(!m_driver->window().findChild<ExportDialog*>());
        const Expected<Document> document = openAsDocument(svg.toStdString());
        QVERIFY_EXPECTED(document);
        QVERIFY(document->style);
        QCOMPARE(document->style->palette, Palette::Bright);
        QCOMPARE(document->style->title, std::string("Once"));
        QVERIFY(!document->style->grid);
        m_driver->find<QAction>("actionExport")->trigger();
        m_dialog = m_driver->window().findChild<ExportDialog*>();
        QCOMPARE(find<QComboBox>("paletteCombo")->currentText(), QStringLiteral("bright"));
        QCOMPARE(find<QLineEdit>("titleEdit")->text(), QStringLiteral("Once"));
        m_dialog->reject();
        m_driver->openSample(QStringLiteral("hbk"));
        QTRY_VERIFY(m_driver->isSettled());
        m_driver->find<QAction>("actionExport")->trigger();
        m_dialog = m_driver->window().findChild<ExportDialog*>();
        QCOMPARE(find<QComboBox>("paletteCombo")->currentText(), QStringLiteral("bright"));
        QCOMPARE(find<QLineEdit>("titleEdit")->text(), QString());
    }

    void aFigureThatIsOpenedBringsItsStyle()
    {
        find<QLineEdit>("captionEdit")->setText(QStringLiteral("Kept"));
        find<QCheckBox>("lettersCheck")->click();
        const QString figure = save(QStringLiteral("kept.svg"));
        QTRY_VERIFY(!m_driver->window().findChild<ExportDialog*>());
        m_driver->openSample(QStringLiteral("hbk"));
        QTRY_VERIFY(m_driver->isSettled());
        m_driver->window().openFile(figure);
        QTRY_VERIFY(m_driver->session().exploration().source.path.find("starsCYG") != std::string::npos);
        QTRY_VERIFY(m_driver->isSettled());
        for (QMessageBox* const box : m_driver->window().findChildren<QMessageBox*>())
            box->close();
        m_driver->find<QAction>("actionExport")->trigger();
        m_dialog = m_driver->window().findChild<ExportDialog*>();
        QCOMPARE(find<QLineEdit>("captionEdit")->text(), QStringLiteral("Kept"));
        QVERIFY(find<QCheckBox>("lettersCheck")->isChecked());
    }

    void panesCanBeLeftOutButNotAll()
    {
        const QList<QAction*> panes = find<QToolButton>("panesButton")->menu()->actions();
        QCOMPARE(panes.size(), 3);
        panes[0]->trigger();
        panes[1]->trigger();
        panes[2]->trigger();
        QVERIFY(panes[2]->isChecked());
        QCOMPARE(find<QToolButton>("panesButton")->text(), QStringLiteral("3"));
        const QString svg = save(QStringLiteral("one.svg"));
        QTRY_VERIFY(!m_driver->window().findChild<ExportDialog*>());
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.contains("Empirical covariance"));
        QVERIFY(!content.contains(">Robust covariance"));
    }

    void theClipboardHasEveryFormat()
    {
        QTest::mouseClick(find<QPushButton>("copyButton"), Qt::LeftButton);
        auto* const said = find<QLabel>("stateLabel");
        QTRY_COMPARE(said->text(), QStringLiteral("The figure is on the clipboard."));
        const QMimeData* const data = QApplication::clipboard()->mimeData();
        QVERIFY(data->data(QStringLiteral("application/pdf")).startsWith("%PDF"));
        QVERIFY(data->data(QStringLiteral("image/svg+xml")).contains("<svg"));
        QVERIFY(data->data(QStringLiteral("image/png")).startsWith("\x89PNG"));
        QCOMPARE(qvariant_cast<QImage>(data->imageData()).width(), qRound(180 / 25.4 * 300));
    }
};

PERIMETER_TEST(WindowExport, Widgets)
#include "tst_window_export.moc"
