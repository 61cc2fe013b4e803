// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <string>
#include <vector>

class QListWidget;

namespace perimeter {

/// Asks for a set of columns.
class FeatureSetDialog final : public QDialog {
    Q_OBJECT

public:
    explicit FeatureSetDialog(const std::vector<std::string>& columns, QWidget* parent = nullptr);

    /// In the order of the columns.
    [[nodiscard]] std::vector<std::string> chosen() const;

private:
    std::vector<std::string> m_columns;
    QListWidget* m_list;
};

} // namespace perimeter
