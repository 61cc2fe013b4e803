// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/dummy/dummy_tab.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace perimeter {

DummyTab::DummyTab(Session& session, QWidget* parent) : QWidget(parent), m_session(session), m_panes(new QLabel(this))
{
    m_panes->setObjectName(QStringLiteral("dummyPanes"));
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_panes);
    connect(&m_session, &Session::outcomeChanged, this, &DummyTab::refresh);
    connect(&m_session, &Session::sourceChanged, m_panes, &QLabel::clear);
}

void DummyTab::refresh()
{
    m_panes->setText(QLocale().toString(static_cast<qulonglong>(m_session.outcome().panes.size())));
}

} // namespace perimeter
