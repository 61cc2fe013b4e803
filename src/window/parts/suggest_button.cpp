// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/parts/suggest_button.h"

#include "explorer/studies/sweep.h"
#include "explorer/wording/phrasing.h"

#include <QLocale>
#include <QMenu>

#include <cmath>

namespace perimeter {

namespace {

/// A suggestion is no exact number: so many decimals are taken.
constexpr double grain = 1000;

} // namespace

SuggestButton::SuggestButton(Session& session, const QString& name, QWidget* parent)
    : QPushButton(tr("Suggest ν…"), parent), m_session(session), m_offers(new QMenu(this)),
      m_jobs({.arrived = [this](const auto& suggestions) { offer(suggestions); },
              .progressed = [](double) {},
              .finished = [this] { setEnabled(true); }},
             QThread::LowestPriority)
{
    setObjectName(name);
    m_offers->setObjectName(name + QStringLiteral("Menu"));
    setToolTip(
        tr("What the data themselves say of ν, without labels: the rows above average, where the share of outliers "
           "bends, and where detectors learned from halves of the rows agree."));
    connect(this, &QPushButton::clicked, this, &SuggestButton::ask);
    connect(&m_session, &Session::explorationChanged, this, [this] {
        // What is on its way was asked of other data or settings.
        m_jobs.cancel();
        setEnabled(true);
    });
}

void SuggestButton::ask()
{
    setEnabled(false);
    m_jobs.start([pipeline = m_session.pipeline(), exploration = m_session.exploration()](Progress& progress,
                                                                                          const auto& deliver) {
        deliver(suggestNu(*pipeline, exploration, progress));
    });
}

void SuggestButton::offer(const Expected<std::vector<Suggestion>>& suggestions)
{
    m_offers->clear();
    if (!suggestions) {
        m_offers->addAction(phrase(suggestions.error()))->setEnabled(false);
    } else if (suggestions->empty()) {
        m_offers->addAction(tr("The data suggest no ν."))->setEnabled(false);
    } else {
        for (const Suggestion& suggestion : *suggestions) {
            const double nu = std::max(1 / grain, std::round(suggestion.nu * grain) / grain);
            // A name's ampersand is none of the keyboard's.
            QString sentence = suggestion.sentence;
            sentence.replace(QLatin1Char('&'), QLatin1String("&&"));
            QAction* const offer = m_offers->addAction(tr("ν = %1   %2").arg(locale().toString(nu), sentence));
            connect(offer, &QAction::triggered, this,
                    [this, nu] { m_session.edit(withSwept(m_session.exploration(), SweepPlan::Over::Nu, nu)); });
        }
    }
    m_offers->popup(mapToGlobal(QPoint(0, height())));
}

} // namespace perimeter
