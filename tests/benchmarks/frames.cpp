// SPDX-License-Identifier: GPL-3.0-or-later
//
// perimeter_frames [ROUNDS [POINTS [FRAME]]]: how long the real window's panes take to be painted anew, offscreen, as
// JSON lines with milliseconds: by the clock from the change to the last painted pane, and of the processor in the
// window's own thread. Points and classes are made up, so that the figure alone is measured.
#include "figure/sessions_scene.h"
#include "window/frame/application.h"
#include "window/frame/main_window.h"

#include "figure/canvas/canvas.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>

using namespace perimeter;

namespace {

struct Frame {
    double clock, processor; ///< milliseconds
};

double processorMilliseconds()
{
    timespec used;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

Frame timeOf(const std::function<void()>& work)
{
    QElapsedTimer clock;
    clock.start();
    const double processor = processorMilliseconds();
    work();
    return {static_cast<double>(clock.nsecsElapsed()) / 1e6, processorMilliseconds() - processor};
}

/// Notices that a widget was painted.
class PaintWatch final : public QObject {
public:
    explicit PaintWatch(QWidget* widget) { widget->installEventFilter(this); }

    bool eventFilter(QObject*, QEvent* event) override
    {
        m_painted = m_painted || event->type() == QEvent::Paint;
        return false;
    }

    /// The time until what `change` asks for is painted.
    Frame measure(const std::function<void()>& change)
    {
        return timeOf([&] {
            m_painted = false;
            change();
            while (!m_painted)
                QCoreApplication::processEvents();
        });
    }

private:
    bool m_painted = false;
};

void print(const char* what, std::size_t points, std::vector<Frame> frames)
{
    const auto statistics = [&](double Frame::*time) {
        std::ranges::sort(frames, {}, time);
        return QString::asprintf("{\"min\": %.2f, \"median\": %.2f, \"max\": %.2f}", frames.front().*time,
                                 frames[frames.size() / 2].*time, frames.back().*time)
            .toLatin1();
    };
    const QByteArray clock = statistics(&Frame::clock);
    const QByteArray processor = statistics(&Frame::processor);
    std::printf("{\"frame\": \"%s\", \"points\": %zu, \"times\": %zu, \"ms\": %s, \"processor_ms\": %s}\n", what,
                points, frames.size(), clock.constData(), processor.constData());
    std::fflush(stdout);
}

/// A hand's frames come a screen's frame apart, or as soon as the one before is painted.
void restOfFrame(double used)
{
    QElapsedTimer clock;
    clock.start();
    while (used + static_cast<double>(clock.nsecsElapsed()) / 1e6 < 1000.0 / 60)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
}

void settle()
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 700)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
}

/// What a worker does for the panes: the index of new points, their dots, and the outliers of one pane.
void measureWorker(const Scene& scene, QSize paneSize, double ratio, int rounds)
{
    const ScenePane& pane = scene.panes.front();
    const auto points = static_cast<std::size_t>(pane.projection->points.rows());
    std::shared_ptr<const PlaceIndex> places;
    const RasterView view{pane.plane.xMin,
                          pane.plane.xMax,
                          pane.plane.yMin,
                          pane.plane.yMax,
                          qRound(paneSize.width() * ratio),
                          qRound(paneSize.height() * ratio)};
    const MarkSize size = markSize(points).scaled(ratio);
    QImage image;
    const auto repeat = [&](const char* what, int times, const std::function<void()>& work) {
        std::vector<Frame> frames;
        for (int round = 0; round < times; ++round)
            frames.push_back(timeOf(work));
        print(what, points, std::move(frames));
    };
    repeat("worker: index", std::min(rounds, 5), [&] {
        NoProgress progress;
        places = PlaceIndex::build(placesOf(*pane.projection, pane.plane.xScale, pane.plane.yScale), progress);
    });
    const PointRaster raster{*places, view, size, theme(ThemeKind::Light)};
    repeat("worker: dots", rounds, [&] { image = raster.dots(); });
    repeat("worker: outliers of a pane", rounds,
           [&] { raster.addOutliers(image, pane.fit->classes->outlier, pane.hue); });
}

class Measurement {
public:
    Measurement(FigureCanvas& canvas, int rounds, QString only)
        : m_canvas(canvas), m_watch(&canvas), m_rounds(rounds), m_only(std::move(only))
    {
        // The window would look for rows to learn from anew.
        QObject::disconnect(&canvas, &FigureCanvas::viewChanged, nullptr, nullptr);
    }

    void run(std::size_t points)
    {
        const std::shared_ptr<const Projection> projection = sessions(points);
        std::vector<Scene> scenes;
        for (int step = 0; step < 8; ++step)
            scenes.push_back(sessionsScene(projection, 0.22 + 0.005 * step));
        m_canvas.setScene(scenes.front());
        settle();
        if (m_only.isEmpty())
            measureWorker(scenes.front(), m_canvas.paneRect(0).size(), m_canvas.bufferDevicePixelRatio(), m_rounds / 4);
        frames("classes", points,
               [&](int round) { m_canvas.setScene(scenes[static_cast<std::size_t>(round + 1) % scenes.size()]); });
        frames("pan", points, [&](int round) { m_canvas.pan((round / 20) % 2 == 0 ? 0.011 : -0.011, 0.003); });
        frames("zoom", points, [&](int round) { m_canvas.zoom((round / 20) % 2 == 0 ? 0.95 : 1 / 0.95); });
    }

private:
    void frames(const char* what, std::size_t points, const std::function<void(int)>& change)
    {
        if (!m_only.isEmpty() && m_only != QLatin1String(what))
            return;
        std::vector<Frame> frames;
        for (int round = 0; round < m_rounds; ++round) {
            frames.push_back(m_watch.measure([&] { change(round); }));
            restOfFrame(frames.back().clock);
        }
        settle();
        print(what, points, std::move(frames));
    }

    FigureCanvas& m_canvas;
    PaintWatch m_watch;
    int m_rounds;
    QString m_only;
};

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 120;
    const QTemporaryDir settings;
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    setUpApplication();
    MainWindow window(ThemeKind::Light);
    window.show();
    settle();
    window.resize(window.size() + QSize(1200, 400) - window.canvas()->size());
    settle();
    std::printf("{\"canvas\": [%d, %d], \"pixel_ratio\": %g}\n", window.canvas()->width(), window.canvas()->height(),
                window.canvas()->devicePixelRatioF());
    Measurement measurement(*window.canvas(), rounds, argc > 3 ? QString::fromLocal8Bit(argv[3]) : QString());
    std::vector<std::size_t> numbers = {20668, 1000000};
    if (argc > 2)
        numbers = {static_cast<std::size_t>(std::atoll(argv[2]))};
    for (const std::size_t points : numbers)
        measurement.run(points);
    return 0;
}
