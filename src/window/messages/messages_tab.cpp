// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/messages/messages_tab.h"

#include "window/messages/messages_model.h"
#include "window/tables/table_export.h"
#include "window/tables/table_look.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace perimeter {

MessagesTab::MessagesTab(Session& session, const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_session(session), m_model(new MessagesModel(appearance, this))
{
    auto* const table = new QTableView(this);
    table->setObjectName(QStringLiteral("messagesTable"));
    table->setAccessibleName(tr("Messages"));
    table->setModel(m_model);
    applyTableLook(table);
    new TableExport(table);
    // A message is read whole; there are few of them.
    table->setWordWrap(true);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->resizeSection(1, 240);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(table);
    connect(&m_session, &Session::outcomeChanged, this, &MessagesTab::refresh);
    connect(&m_session, &Session::failed, this, &MessagesTab::refresh);
}

bool MessagesTab::setStandingProblem(const QString& sentence)
{
    if (sentence == m_standingProblem)
        return false;
    m_standingProblem = sentence;
    refresh();
    return true;
}

void MessagesTab::refresh()
{
    // What is on its way may still be said; it would flicker.
    if (!m_session.error() && !m_session.outcome().complete)
        return;
    std::vector<Message> messages = messagesOf(m_session);
    if (!m_standingProblem.isEmpty())
        messages.insert(messages.begin(), {Severity::Error, {}, m_standingProblem});
    m_model->setCurrent(messages);
    Q_EMIT countChanged(m_model->currentCount());
}

} // namespace perimeter
