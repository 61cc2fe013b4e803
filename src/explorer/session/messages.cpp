// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/session/messages.h"

#include "explorer/wording/line_names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>

#include <algorithm>

namespace perimeter {

namespace {

void add(std::vector<Message>& messages, Message message)
{
    if (std::ranges::find(messages, message) == messages.end())
        messages.push_back(std::move(message));
}

QString nameOfData()
{
    return QCoreApplication::translate("Messages", "Data");
}

} // namespace

std::vector<Message> messagesOf(const Session& session)
{
    const Outcome& outcome = session.outcome();
    std::vector<Message> messages;
    if (session.error())
        add(messages, {Severity::Error, {}, phrase(*session.error())});
    for (const PaneOutcome& pane : outcome.panes) {
        if (pane.error)
            add(messages, {Severity::Error, {}, phrase(*pane.error)});
        for (const LineOutcome& line : pane.lines) {
            const QString where = nameOfLine(line.plan, outcome.exploration);
            if (line.error)
                add(messages, {Severity::Error, where, phrase(*line.error)});
            if (line.fit) {
                for (const Notice& notice : line.fit->notices)
                    add(messages, {Severity::Warning, where, phrase(notice)});
            }
            if (line.fit && line.fit->binned) {
                for (const Notice& notice : line.fit->binned->notices)
                    add(messages, {Severity::Warning, nameOfData(), phrase(notice)});
            }
        }
    }
    if (outcome.table) {
        for (const Notice& notice : outcome.table->notices())
            add(messages, {Severity::Warning, nameOfData(), phrase(notice)});
    }
    std::ranges::stable_partition(messages, [](const Message& each) { return each.severity == Severity::Error; });
    return messages;
}

} // namespace perimeter
