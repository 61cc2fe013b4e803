// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace perimeter {

/// A preparation step on a line, and under it in quiet letters what it leaves, or in warning colour, as long as it is,
/// what is wrong with it.
class StepDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum Role {
        StatusRole = Qt::UserRole, ///< the text of the second line
        ProblemRole                ///< whether it is about an error
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace perimeter
