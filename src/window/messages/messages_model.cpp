// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/messages/messages_model.h"

#include "window/parts/icons.h"
#include "window/tables/table_roles.h"

#include <QLocale>

#include <algorithm>

namespace perimeter {

namespace {

constexpr std::size_t mostEntries = 200;
enum Part { SentencePart, WherePart, TimePart, PartCount };

} // namespace

MessagesModel::MessagesModel(const Appearance& appearance, QObject* parent)
    : QAbstractTableModel(parent), m_appearance(appearance)
{
    connect(&appearance, &Appearance::changed, this, &MessagesModel::showAppearance);
    showAppearance();
}

void MessagesModel::showAppearance()
{
    const Theme& theme = m_appearance.theme();
    m_warning = themedIcon(QStringLiteral("warning"), theme, theme.quiet);
    m_error = themedIcon(QStringLiteral("error"), theme, theme.warning);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, PartCount - 1));
}

void MessagesModel::setCurrent(const std::vector<Message>& messages)
{
    const auto isShown = [&](std::size_t i) { return m_entries[i].message == messages[i]; };
    bool same = static_cast<std::size_t>(m_current) == messages.size();
    for (std::size_t i = 0; same && i < messages.size(); ++i)
        same = isShown(i);
    if (same)
        return;

    beginResetModel();
    std::vector<Entry> entries;
    for (const Message& message : messages) {
        const auto known =
            std::ranges::find_if(m_entries, [&](const Entry& entry) { return entry.message == message; });
        Entry entry{message, QTime::currentTime()};
        if (known != m_entries.end()) {
            const bool stays = known - m_entries.begin() < m_current;
            entry.times = known->times + (stays ? 0 : 1);
            if (stays)
                entry.time = known->time;
            m_current -= stays ? 1 : 0;
            m_entries.erase(known);
        }
        entries.push_back(std::move(entry));
    }
    m_current = static_cast<int>(entries.size());
    entries.insert(entries.end(), m_entries.begin(), m_entries.end());
    entries.resize(std::min(entries.size(), std::max(mostEntries, messages.size())));
    m_entries = std::move(entries);
    endResetModel();
}

int MessagesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int MessagesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : PartCount;
}

QVariant MessagesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    if (role == Qt::DecorationRole && index.column() == SentencePart)
        return entry.message.severity == Severity::Error ? m_error : m_warning;
    if (role == Qt::ForegroundRole)
        return QBrush(index.row() < m_current && index.column() == SentencePart ? m_appearance.theme().text
                                                                                : m_appearance.theme().quiet);
    if (role == Qt::ToolTipRole && index.column() == SentencePart)
        return entry.message.sentence;
    if (role == rawRole && index.column() == TimePart)
        return entry.time;
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == WherePart)
        return entry.message.where;
    if (index.column() == TimePart) {
        const QString time = QLocale().toString(entry.time, QLocale::ShortFormat);
        return entry.times > 1 ? tr("%1 (%2 times)").arg(time, QLocale().toString(entry.times)) : time;
    }
    return entry.message.sentence;
}

QVariant MessagesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SentencePart:
        return tr("Message");
    case WherePart:
        return tr("About");
    case TimePart:
        return tr("Since");
    default:
        return {};
    }
}

} // namespace perimeter
