// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/messages.h"
#include "window/parts/appearance.h"

#include <QAbstractTableModel>
#include <QIcon>
#include <QTime>

namespace perimeter {

/// Messages, newest first: those of the current state, then earlier ones in quiet colour. A message that comes again is
/// counted, not repeated.
class MessagesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit MessagesModel(const Appearance& appearance, QObject* parent = nullptr);

    void setCurrent(const std::vector<Message>& messages);
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

    void showAppearance();

    std::vector<Entry> m_entries; ///< the first m_current are of the current state
    int m_current = 0;
    const Appearance& m_appearance;
    QIcon m_warning, m_error;
};

} // namespace perimeter
