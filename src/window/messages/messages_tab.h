// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"

#include <QWidget>

namespace perimeter {

class Appearance;
class MessagesModel;

/// What the program has to say, in sentences.
class MessagesTab final : public QWidget {
    Q_OBJECT

public:
    MessagesTab(Session& session, const Appearance& appearance, QWidget* parent = nullptr);

    /// What goes wrong whatever is explored, listed until it is empty. True where it is another.
    bool setStandingProblem(const QString& sentence);

Q_SIGNALS:
    /// How many messages the current state has.
    void countChanged(int count);

private:
    void refresh();

    Session& m_session;
    MessagesModel* m_model;
    QString m_standingProblem;
};

} // namespace perimeter
