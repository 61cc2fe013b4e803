// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/jobs.h"
#include "explorer/session/session.h"
#include "explorer/studies/suggestions.h"

#include <QPushButton>

class QMenu;

namespace perimeter {

/// Asks the data for values of ν and offers them in a menu, each with its reason; the one chosen is taken.
class SuggestButton final : public QPushButton {
    Q_OBJECT

public:
    SuggestButton(Session& session, const QString& name, QWidget* parent = nullptr);

private:
    void ask();
    void offer(const Expected<std::vector<Suggestion>>& suggestions);

    Session& m_session;
    QMenu* m_offers;
    JobRunner<Expected<std::vector<Suggestion>>> m_jobs;
};

} // namespace perimeter
