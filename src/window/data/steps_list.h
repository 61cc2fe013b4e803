// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/step_counts.h"

#include <QListWidget>

#include <optional>
#include <vector>

namespace perimeter {

/// Preparation steps in the order in which they apply, as high as they need. Rows are moved by dragging or with Alt+Up
/// and Alt+Down.
class StepsList final : public QListWidget {
    Q_OBJECT

public:
    explicit StepsList(QWidget* parent = nullptr);

    void showSteps(const Preparation& preparation);
    /// One line per step; those after the last count wait for it.
    void showCounts(const Preparation& preparation, const std::vector<Expected<StepCount>>& counts);

    [[nodiscard]] std::optional<std::size_t> current() const;
    void select(std::optional<std::size_t> place);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void moveAsked(std::size_t from, std::size_t to);
    void removeAsked();
    /// Enter, or a double click.
    void editAsked();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setStatus(int row, const QString& status, bool isProblem, const QString& more);
};

} // namespace perimeter
