// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window_driver.h"

#include "explorer/documents/autosave.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

namespace perimeter {

/// What tests of documents share: a folder of their own, and answers to the window's questions and file dialogs.
class DocumentDriver {
protected:
    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_driver = std::make_unique<WindowDriver>();
        QDir(Autosave::usualFolder()).removeRecursively();
        m_driver->restart();
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }

    void writeData(const QString& name, double size) const
    {
        QByteArray text = "a,b\n";
        for (int i = 0; i < 60; ++i)
            text += QByteArray::number(size * std::cos(i * 0.3) * (1 + i % 7)) + ',' +
                    QByteArray::number(size * std::sin(i * 0.3) * (1 + i % 5)) + '\n';
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    void openFile(const QString& name) const
    {
        m_driver->window().openFile(path(name));
        QTRY_VERIFY(isShown(name));
    }

    /// A file of data, or any document, with its panes.
    [[nodiscard]] bool isShown(const QString& name) const
    {
        const std::string& data = m_driver->session().exploration().source.path;
        return m_driver->isSettled() && !m_driver->session().outcome().panes.empty() &&
               (!name.endsWith(QStringLiteral(".csv")) || data == path(name).toStdString());
    }

    void saveAs(const QString& name) const
    {
        m_driver->find<QAction>("actionSaveAs")->trigger();
        choose("saveDocumentDialog", path(name));
        QTRY_VERIFY(QFile::exists(path(name)));
        QTRY_VERIFY(m_driver->window().windowTitle().startsWith(name));
        QVERIFY(!m_driver->window().isWindowModified());
    }

    void setNu(int slider) const { WindowDriver::dragSlider(m_driver->find<QSlider>("nuSlider"), slider); }

    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }

    [[nodiscard]] QByteArray content(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    [[nodiscard]] QMessageBox* box(const char* name) const
    {
        return m_driver->window().findChild<QMessageBox*>(QString::fromLatin1(name));
    }

    [[nodiscard]] static QStringList autosaves()
    {
        return QDir(Autosave::usualFolder()).entryList({QStringLiteral("*.autosave")});
    }

    /// Fills in and accepts a file dialog of Qt's own.
    void choose(const char* dialog, const QString& file) const
    {
        QFileDialog* shown = nullptr;
        QTRY_VERIFY((shown = m_driver->window().findChild<QFileDialog*>(QString::fromLatin1(dialog))));
        auto* const name = shown->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        QVERIFY(name);
        name->setText(file);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(!m_driver->window().findChild<QFileDialog*>(QString::fromLatin1(dialog)));
    }

    static void press(const QMessageBox* box, const QString& text)
    {
        for (QAbstractButton* const button : box->buttons()) {
            if (button->text().remove(QLatin1Char('&')) == text)
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        qFatal("There is no button %s.", qPrintable(text));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WindowDriver> m_driver;
};

} // namespace perimeter
