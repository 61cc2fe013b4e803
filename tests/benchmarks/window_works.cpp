// SPDX-License-Identifier: GPL-3.0-or-later
//
// perimeter_window_works: the real window at work, from a change to the last pane painted. With --first it opens as at
// the first start, prints a line once the first frontier is painted, and ends; its caller measures from process start.
#include "benchmarks/work_loop.h"
#include "window/detectors/nu_control.h"
#include "window/window_driver.h"

#include <QApplication>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <sys/resource.h>

using namespace perimeter;
using namespace perimeter::benchmarks;

namespace {

/// Waits until the panes are painted in a wanted state.
class Watch final : public QObject {
public:
    explicit Watch(const WindowDriver& driver) : m_canvas(driver.canvas())
    {
        m_canvas.installEventFilter(this);
        connect(&m_canvas, &QCustomPlot::beforeReplot, this, [this] { m_painted = false; });
        connect(&m_canvas, &QCustomPlot::afterReplot, this, [this] {
            m_drawn = m_wanted && m_wanted();
            // What is drawn may be painted within the replot or by an event after it.
            if (m_drawn && m_painted)
                m_loop.exit(0);
        });
    }

    [[nodiscard]] bool painted(std::function<bool()> wanted, std::chrono::seconds patience)
    {
        ++m_wait;
        m_drawn = false;
        m_wanted = std::move(wanted);
        QTimer end;
        connect(&end, &QTimer::timeout, &m_loop, [this] { m_loop.exit(1); });
        end.start(patience);
        const bool met = m_loop.exec() == 0;
        m_wanted = nullptr;
        return met;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == &m_canvas && event->type() == QEvent::Paint) {
            m_painted = true;
            // Where only layers change no replot tells of it. The canvas paints itself before anything queued now is
            // delivered.
            m_drawn = m_drawn || (m_wanted && m_wanted());
            if (m_drawn)
                QMetaObject::invokeMethod(
                    &m_loop, [this] { m_loop.exit(0); }, Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    FigureCanvas& m_canvas;
    QEventLoop m_loop;
    std::function<bool()> m_wanted;
    bool m_drawn = false;
    bool m_painted = false;
    int m_wait = 0;
};

/// The longest time events had to wait.
class Pauses {
public:
    Pauses()
    {
        QObject::connect(&m_timer, &QTimer::timeout, [this] {
            m_longest = std::max(m_longest, m_stopwatch.milliseconds());
            m_stopwatch = {};
        });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.start(std::chrono::milliseconds(1));
    }
    [[nodiscard]] double longest() const { return std::max(m_longest, m_stopwatch.milliseconds()); }

private:
    QTimer m_timer;
    Stopwatch m_stopwatch;
    double m_longest = 0;
};

/// The most memory this process ever held.
double peakMib()
{
    struct rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

class Works {
public:
    explicit Works(std::chrono::seconds patience) : m_patience(patience)
    {
        m_driver.canvas().setFixedSize(1200, 400);
        QCoreApplication::processEvents();
    }

    /// PATH NU: uplink and downlink of a file, standard scaling, rbf with γ = 0.5.
    Answer open(const Arguments& arguments)
    {
        Exploration exploration;
        exploration.source.path = arguments.at(0);
        exploration.x.column = "uplink";
        exploration.y.column = "downlink";
        exploration.settings.svm.nu = std::stod(arguments.at(1));
        exploration.settings.svm.gamma = {.rule = GammaChoice::Rule::Value, .value = 0.5};
        m_around = exploration.settings.svm.nu;
        m_steps = 0;
        const Pauses pauses;
        Answer answer = timed([&] { m_driver.window().open(exploration); },
                              [this, exploration] { return isComplete(exploration.settings); });
        answer.facts = {{"pause ms", pauses.longest()}, {"peak MiB", peakMib()}};
        return answer;
    }

    /// ν moves by 0.005 from where it was opened, up, back, down and back, by its control; never twice to the same
    /// value, which would come from memory.
    Answer step(const Arguments&)
    {
        constexpr double Moves[] = {0.005, 0, -0.005, 0};
        DetectorSettings settings = m_driver.session().exploration().settings;
        settings.svm.nu = m_around + Moves[m_steps % 4] + 1e-6 * m_steps;
        ++m_steps;
        auto* const control = m_driver.window().findChild<NuControl*>();
        return timed([&] { Q_EMIT control->changed(settings.svm.nu, EditStep::Continues); },
                     [this, settings] { return isComplete(settings); });
    }

    /// gamma, kernel, axes or scaling: changed, and back the next time, with a ν that no answer is remembered for.
    Answer change(const Arguments& arguments)
    {
        Exploration exploration = m_driver.session().exploration();
        const std::string& what = arguments.at(0);
        exploration.settings.svm.nu = m_around + 1e-6 * ++m_steps;
        if (what == "gamma") {
            exploration.settings.svm.gamma.value = exploration.settings.svm.gamma.value == 0.5 ? 0.7 : 0.5;
        } else if (what == "kernel") {
            KernelKind& kernel = exploration.settings.svm.kernel;
            kernel = kernel == KernelKind::Rbf ? KernelKind::Polynomial : KernelKind::Rbf;
        } else if (what == "axes") {
            exploration.y.column = exploration.y.column == "downlink" ? "duration" : "downlink";
        } else if (what == "scaling") {
            ScalingKind& scaling = exploration.scaling;
            scaling = scaling == ScalingKind::Standard ? ScalingKind::Robust : ScalingKind::Standard;
        } else {
            return {.error = "gamma, kernel, axes or scaling"};
        }
        return timed([&] { m_driver.session().edit(exploration); },
                     [this, exploration] {
                         const Exploration& shown = m_driver.session().outcome().exploration;
                         return isComplete(exploration.settings) && shown.x == exploration.x &&
                                shown.y == exploration.y && shown.scaling == exploration.scaling;
                     });
    }

    /// To the sigmoid kernel, which is slow, and a coarse frontier of it; an untimed way back.
    Answer coarse(const Arguments&)
    {
        Exploration exploration = m_driver.session().exploration();
        const auto answer = [&](KernelKind kernel, const auto& wanted) {
            exploration.settings.svm.kernel = kernel;
            exploration.settings.svm.nu = m_around + 1e-6 * ++m_steps;
            return timed([&] { m_driver.session().edit(exploration); },
                         [&] { return m_driver.session().outcome().exploration == exploration && wanted(); });
        };
        const Answer coarse = answer(KernelKind::Sigmoid, [this] { return hasAllFrontiers(); });
        const Answer back = answer(KernelKind::Rbf, [this] { return m_driver.session().outcome().complete; });
        return back.error.empty() ? coarse : back;
    }

    /// One frame of a hand that pans and zooms.
    Answer move(const Arguments&)
    {
        FigureCanvas& canvas = m_driver.canvas();
        const int frame = m_frames++ % 40;
        return timed(
            [&] {
                if (frame < 20)
                    canvas.pan(frame < 10 ? 0.01 : -0.01, frame % 2 == 0 ? 0.01 : -0.01);
                else
                    canvas.zoom(frame < 30 ? 0.97 : 1 / 0.97);
            },
            [] { return true; });
    }

private:
    [[nodiscard]] bool isComplete(const DetectorSettings& settings) const
    {
        const Outcome& outcome = m_driver.session().outcome();
        return outcome.complete && outcome.exploration.settings == settings;
    }

    /// Rough ones count.
    [[nodiscard]] bool hasAllFrontiers() const
    {
        return std::ranges::all_of(m_driver.session().outcome().panes, [](const PaneOutcome& pane) {
            return std::ranges::all_of(pane.lines, [](const LineOutcome& line) { return line.frontier != nullptr; });
        });
    }

    Answer timed(const std::function<void()>& change, const std::function<bool()>& wanted)
    {
        const Stopwatch stopwatch;
        change();
        if (m_driver.session().error())
            return {.error = "the window shows an error"};
        if (!m_watch.painted(wanted, m_patience))
            return {.error = "nothing was painted in time"};
        return {stopwatch.milliseconds(), {}};
    }

    std::chrono::seconds m_patience;
    WindowDriver m_driver;
    Watch m_watch{m_driver};
    double m_around = 0;
    int m_steps = 0;
    int m_frames = 0;
};

int showFirstFrontier(std::chrono::seconds patience)
{
    const WindowDriver driver;
    Watch watch(driver);
    driver.window().open(sampleExploration());
    const bool painted = watch.painted(
        [&] {
            const std::vector<PaneOutcome>& panes = driver.session().outcome().panes;
            return std::ranges::any_of(panes, [](const PaneOutcome& pane) {
                return std::ranges::any_of(pane.lines,
                                           [](const LineOutcome& line) { return line.frontier != nullptr; });
            });
        },
        patience);
    std::puts(painted ? "painted" : "not painted");
    std::fflush(stdout);
    return painted ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    const std::chrono::seconds patience(120);
    if (application.arguments().contains(QStringLiteral("--first")))
        return showFirstFrontier(patience);
    Works works(patience);
    const auto work = [&works](Answer (Works::*member)(const Arguments&)) {
        return [&works, member](const Arguments& arguments) { return (works.*member)(arguments); };
    };
    return serveWorks({{"open", work(&Works::open)},
                       {"step", work(&Works::step)},
                       {"change", work(&Works::change)},
                       {"coarse", work(&Works::coarse)},
                       {"move", work(&Works::move)}});
}
