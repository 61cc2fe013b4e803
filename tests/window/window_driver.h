// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/samples.h"
#include "figure/canvas/canvas.h"
#include "window/frame/application.h"
#include "window/frame/main_window.h"

#include <QComboBox>
#include <QImage>
#include <QMenu>
#include <QSettings>
#include <QSlider>
#include <QStandardPaths>
#include <QStyleOptionSlider>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <memory>

namespace perimeter {

/// Drives the real window as a user does, with settings of its own.
class WindowDriver {
public:
    WindowDriver()
    {
        // File dialogs begin there, and list what they find.
        qputenv("HOME", m_settings.path().toLocal8Bit());
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
        setUpApplication();
        restart();
    }

    /// Closes the window and opens a new one.
    void restart()
    {
        if (m_window)
            m_window->close();
        m_window.reset();
        m_window = std::make_unique<MainWindow>(ThemeKind::Light);
        m_window->show();
    }

    void close() { m_window.reset(); }

    [[nodiscard]] MainWindow& window() const { return *m_window; }
    [[nodiscard]] Session& session() const { return m_window->session(); }
    [[nodiscard]] FigureCanvas& canvas() const { return *m_window->canvas(); }

    template <typename Widget>
    [[nodiscard]] Widget* find(const char* name) const
    {
        Widget* const found = m_window->findChild<Widget*>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s.", name);
        return found;
    }

    /// Turns to the tab below the panes that holds a widget.
    template <typename Widget = QWidget>
    Widget* openTab(const char* name) const
    {
        auto* const found = find<Widget>(name);
        auto* const tabs = find<QTabWidget>("tables");
        for (int tab = 0; tab < tabs->count(); ++tab)
            if (tabs->widget(tab)->isAncestorOf(found))
                tabs->setCurrentIndex(tab);
        return found;
    }

    void openSample(const QString& name) const
    {
        for (const Sample& sample : bundledSamples()) {
            if (sample.name.startsWith(name))
                return m_window->open(sample.exploration);
        }
        qFatal("There is no sample of that name.");
    }

    /// Nothing runs, everything has its answer, and the panes' size is taken over.
    [[nodiscard]] bool isSettled() const
    {
        return !session().isBusy() && (session().outcome().complete || session().error()) &&
               session().outcome().exploration.source == session().exploration().source &&
               session().outcome().exploration.settings == session().exploration().settings && isResting();
    }

    [[nodiscard]] bool isResting() const
    {
        for (const QTimer* const timer : m_window->findChildren<QTimer*>()) {
            if (timer->isActive() && timer->isSingleShot())
                return false;
        }
        return true;
    }

    /// Chooses an entry of the steps' Add menu: a kind of step, or a recipe by its title.
    void addStep(const QString& title) const
    {
        auto* const menu = find<QMenu>("addStepMenu");
        Q_EMIT menu->aboutToShow();
        for (QAction* const action : menu->actions()) {
            if (QString(action->text()).remove(QLatin1Char('&')) == title)
                return action->trigger();
        }
        qFatal("There is no such step to add: %s.", qPrintable(title));
    }

    [[nodiscard]] QImage paintedPane(std::size_t pane) const
    {
        canvas().replot();
        return canvas().grab(canvas().paneRect(pane)).toImage();
    }

    /// All panes with their titles, axes and counts.
    [[nodiscard]] QImage paintedPanes() const
    {
        canvas().replot();
        return canvas().grab().toImage();
    }

    /// A click and a move along the slider, with the mouse.
    static void dragSlider(QSlider* slider, int value)
    {
        const QPoint from = handleOf(slider, slider->value());
        const QPoint to = handleOf(slider, value);
        QTest::mousePress(slider, Qt::LeftButton, {}, from);
        for (int step = 1; step <= 4; ++step)
            QTest::mouseMove(slider, from + (to - from) * step / 4);
        QTest::mouseMove(slider, to);
        QTest::mouseRelease(slider, Qt::LeftButton, {}, to);
    }

    [[nodiscard]] static QPoint handleOf(const QSlider* slider, int value)
    {
        QStyleOptionSlider option;
        option.initFrom(slider);
        option.orientation = Qt::Horizontal;
        option.minimum = slider->minimum();
        option.maximum = slider->maximum();
        option.sliderPosition = value;
        option.sliderValue = value;
        option.subControls = QStyle::SC_All;
        return slider->style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, slider).center();
    }

    /// Chooses an entry of a combo box by the keyboard, as Alt+Down, Home, … would.
    static void choose(QComboBox* combo, const QString& text)
    {
        const int wanted = combo->findText(text);
        QVERIFY2(wanted >= 0, qPrintable(text));
        combo->setFocus();
        while (combo->currentIndex() < wanted)
            QTest::keyClick(combo, Qt::Key_Down);
        while (combo->currentIndex() > wanted)
            QTest::keyClick(combo, Qt::Key_Up);
    }

    static void type(QWidget* field, const QString& text)
    {
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }

private:
    QTemporaryDir m_settings;
    std::unique_ptr<MainWindow> m_window;
};

/// Pixels close to a colour, smoothed edges not counted.
[[nodiscard]] inline int pixelsOf(const QImage& image, const QColor& colour, int tolerance = 40)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            count += std::abs(pixel.red() - colour.red()) < tolerance &&
                     std::abs(pixel.green() - colour.green()) < tolerance &&
                     std::abs(pixel.blue() - colour.blue()) < tolerance;
        }
    }
    return count;
}

/// Share of pixels in which two images differ to the eye.
[[nodiscard]] inline double difference(const QImage& a, const QImage& b)
{
    if (a.size() != b.size())
        return 1;
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QColor p = a.pixelColor(x, y);
            const QColor q = b.pixelColor(x, y);
            count += std::abs(p.red() - q.red()) + std::abs(p.green() - q.green()) + std::abs(p.blue() - q.blue()) > 24;
        }
    }
    return static_cast<double>(count) / (static_cast<double>(a.width()) * a.height());
}

} // namespace perimeter
