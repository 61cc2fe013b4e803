// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/frame/status_line.h"

#include "explorer/wording/names.h"
#include "window/parts/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>
#include <chrono>

namespace perimeter {

namespace {

constexpr std::chrono::milliseconds patience(150);

} // namespace

StatusLine::StatusLine(Session& session, Selection& selection, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_rows(new QLabel(this)),
      m_selected(new QLabel(this)), m_cells(new QLabel(this)), m_times(new QLabel(this)), m_agreement(new QLabel(this)),
      m_left(new QLabel(this)), m_progress(new QProgressBar(this)), m_cancel(new QToolButton(this))
{
    m_rows->setObjectName(QStringLiteral("statusRows"));
    m_rows->setToolTip(
        tr("Rows in which both axes have a finite value, and rows left out because one of them is missing, "
           "not a number or infinite."));
    m_selected->setObjectName(QStringLiteral("statusSelection"));
    m_selected->setToolTip(
        tr("Rows selected by a click, or by a rectangle about them (Shift and drag). They can be labelled as outliers "
           "or inliers, with the right button of the mouse. Esc lets them go."));
    m_cells->setObjectName(QStringLiteral("statusCells"));
    m_cells->setToolTip(
        tr("Many rows are counted into square cells, and the detectors learn from the cells' means, weighted by their "
           "rows. ℓ = 1/√(2γ) is the length of the rbf kernel; for other kernels σ is the smaller deviation of the two "
           "axes. Cells that the frontier of a one-class SVM may cross are divided into their rows, so that it is the "
           "frontier of all rows. Rows whose class may differ lie so near to it that what is left out might move them "
           "to its other side."));
    m_times->setObjectName(QStringLiteral("statusTimes"));
    m_times->setToolTip(tr("How long each detector took to learn its frontier the last time."));
    m_agreement->setObjectName(QStringLiteral("statusAgreement"));
    m_agreement->setToolTip(
        tr("The share of rows that every detector puts in the same class: inlier for all, or outlier for all."));
    m_left->setObjectName(QStringLiteral("statusLeft"));
    m_left->setProperty("quiet", true);
    m_progress->setObjectName(QStringLiteral("progressBar"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(120, 6);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setAccessibleName(tr("Cancel"));
    m_cancel->setToolTip(tr("Stop what is running and keep the picture as it is. (Esc)"));
    m_cancel->setAutoRaise(true);
    m_cancel->setShortcut(Qt::Key_Escape);
    setIconName(m_cancel, QStringLiteral("cancel"));

    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 4, 0);
    row->setSpacing(24);
    for (QLabel* const label : {m_rows, m_selected, m_cells, m_times, m_agreement}) {
        label->setProperty("quiet", true);
        row->addWidget(label);
    }
    row->addStretch(1);
    row->addWidget(m_left);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    // The line keeps its height while the progress comes and goes.
    setFixedHeight(28);

    m_busy.start();
    m_look.setInterval(std::chrono::seconds(1));
    connect(&m_look, &QTimer::timeout, this, &StatusLine::showRemaining);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_progress->show();
        m_cancel->show();
    });
    connect(m_cancel, &QToolButton::clicked, &m_session, &Session::cancel);
    connect(&m_session, &Session::outcomeChanged, this, &StatusLine::showOutcome);
    connect(&m_session, &Session::busyChanged, this, &StatusLine::showBusy);
    connect(&m_session, &Session::progressed, this, &StatusLine::showProgress);
    connect(&m_selection, &Selection::changed, this, &StatusLine::showSelection);
    showSelection();
    showBusy(m_session.isBusy());
}

void StatusLine::showSelection()
{
    const std::size_t rows = m_selection.rows().size();
    m_selected->setVisible(rows > 0);
    m_selected->setText(rows == 1 ? tr("1 row selected")
                                  : tr("%1 rows selected").arg(locale().toString(static_cast<qulonglong>(rows))));
}

void StatusLine::showBusy(bool busy)
{
    if (busy) {
        m_patience.start();
        m_look.start();
        return;
    }
    m_patience.stop();
    m_look.stop();
    m_left->clear();
    m_progress->hide();
    m_cancel->hide();
}

void StatusLine::showProgress(double share)
{
    if (share == 0) { // begins, or begins anew
        m_progress->setValue(0);
        m_busy.start();
        m_remaining = {};
    }
    m_progress->setValue(std::max(m_progress->value(), static_cast<int>(share * 1000)));
    m_remaining.take(std::chrono::milliseconds(m_busy.elapsed()), share);
}

void StatusLine::showRemaining()
{
    const std::optional<std::chrono::milliseconds> left = m_remaining.at(std::chrono::milliseconds(m_busy.elapsed()));
    if (!left) {
        m_left->clear();
        return;
    }
    const qint64 seconds = std::max<qint64>(1, left->count() / 1000);
    m_left->setText(seconds < 100 ? tr("about %1 s left").arg(locale().toString(seconds))
                                  : tr("about %1 min left").arg(locale().toString((seconds + 30) / 60)));
}

void StatusLine::showOutcome()
{
    m_rows->setText(rowsText());
    m_cells->setText(cellsText());
    m_times->setText(timesText());
    m_agreement->setText(agreementText());
}

QString StatusLine::rowsText() const
{
    const std::vector<PaneOutcome>& panes = m_session.outcome().panes;
    const auto pane = std::ranges::find_if(panes, [](const PaneOutcome& each) { return bool(each.points); });
    if (pane == panes.end())
        return {};
    const Projection& projection = *pane->points->projection;
    return tr("%1 rows · %2 left out")
        .arg(locale().toString(qlonglong{projection.rowsUsed}), locale().toString(qlonglong{projection.rowsLeftOut}));
}

QString StatusLine::cellsText() const
{
    const Binned* binned = nullptr;
    QString unit;
    Eigen::Index mayDiffer = 0;
    for (const PaneOutcome& pane : m_session.outcome().panes) {
        for (const LineOutcome& line : pane.lines) {
            if (!line.fit || !line.fit->binned)
                continue;
            if (line.fit->classes)
                mayDiffer = std::max(mayDiffer, line.fit->classes->mayDiffer);
            if (binned)
                continue;
            binned = line.fit->binned.get();
            unit = line.plan.exploration.settings.svm.kernel == KernelKind::Rbf ? QStringLiteral("ℓ")
                                                                                : QStringLiteral("σ");
        }
    }
    if (!binned)
        return {};
    const QString cells = tr("learned from %1 cells of %2 %3")
                              .arg(locale().toString(static_cast<qlonglong>(binned->cells.counts.size())),
                                   locale().toString(binned->cells.width / binned->length, 'g', 2), unit);
    if (mayDiffer == 0)
        return cells;
    return tr("%1, rows whose class may differ: %2").arg(cells, locale().toString(qlonglong{mayDiffer}));
}

QString StatusLine::timesText() const
{
    QStringList times;
    std::vector<const DetectorFit*> told;
    for (const DetectorKind detector : detectorsWithLabels) {
        double milliseconds = 0;
        bool any = false;
        for (const PaneOutcome& pane : m_session.outcome().panes) {
            for (const LineOutcome& line : pane.lines) {
                if (!line.fit || line.plan.detector != detector ||
                    std::ranges::find(told, line.fit.get()) != told.end())
                    continue;
                told.push_back(line.fit.get());
                milliseconds += line.fit->milliseconds;
                any = true;
            }
        }
        if (any)
            times.append(tr("%1 %2 ms")
                             .arg(nameOf(detector), locale().toString(milliseconds, 'f', milliseconds < 9.95 ? 1 : 0)));
    }
    return times.join(QStringLiteral(" · "));
}

QString StatusLine::agreementText() const
{
    const Outcome& outcome = m_session.outcome();
    if (!outcome.complete)
        return {};
    const std::optional<double> share = agreement(outcome);
    if (!share)
        return {};
    std::size_t opinions = 0;
    for (const PaneOutcome& pane : outcome.panes)
        opinions += static_cast<std::size_t>(
            std::ranges::count_if(pane.lines, [](const LineOutcome& line) { return line.fit && line.fit->classes; }));
    const QString percent = locale().toString(*share * 100, 'f', 1);
    if (opinions == 2)
        return tr("both agree on %1 %").arg(percent);
    if (opinions == 3)
        return tr("all three agree on %1 %").arg(percent);
    return tr("all %1 agree on %2 %").arg(locale().toString(static_cast<qulonglong>(opinions)), percent);
}

} // namespace perimeter
