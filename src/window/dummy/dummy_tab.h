// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"

#include <QWidget>

class QLabel;

namespace perimeter {

/// How many panes there are.
class DummyTab final : public QWidget {
    Q_OBJECT

public:
    explicit DummyTab(Session& session, QWidget* parent = nullptr);

private:
    void refresh();

    Session& m_session;
    QLabel* m_panes;
};

} // namespace perimeter
