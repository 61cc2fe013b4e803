// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/messages.h"
#include "figure/scene/theme.h"

#include <QAbstractTableModel>
#include <QIcon>
#include <QTime>

namespace perimeter {

/// Messages, newest first: those of the current state, then earlier ones in quiet colour. A message that comes again is
/// counted, not repeated.
class MessagesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit MessagesModel(QObject* parent = nullptr);

    void setCurrent(const std::vector<Message>& messages);
    void setTheme(const Theme& theme);
    [[nodiscard]] int currentCount() const { return m_current; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Entry {
        Message message;
        QTime time;
        int times = 1;
    };

    std::vector<Entry> m_entries; ///< the first m_current are of the current state
    int m_current = 0;
    Theme m_theme;
    QIcon m_warning, m_error;
};

} // namespace perimeter
