// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/figure_style.h"

#include <QAction>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

namespace Ui {
class StyleControls;
}

/// The controls of a figure's style.
class StyleControls final : public QWidget {
    Q_OBJECT

public:
    explicit StyleControls(QWidget* parent = nullptr);
    ~StyleControls() override;

    /// The panes that can be chosen, all of them chosen.
    void setPanes(const QStringList& titles);
    /// Shows a style, its panes among them.
    void setStyle(const FigureStyle& style);
    [[nodiscard]] FigureStyle style() const;
    /// What decides size and text; nothing where they are the user's own.
    [[nodiscard]] std::optional<FigurePreset> preset() const;
    /// Takes size and text from a preset, for the panes there are.
    void setPreset(const std::optional<FigurePreset>& preset);
    /// PDF and SVG draw points as vectors up to a number; PNG knows none.
    void setVectors(bool areVectors);

Q_SIGNALS:
    void changed();

private:
    void fillChoices();
    void connectControls();
    void takePreset();
    void showPanes();
    [[nodiscard]] std::vector<std::size_t> chosenPanes() const;
    void setSilently(const FigureStyle& style);

    std::unique_ptr<Ui::StyleControls> m_ui;
    std::vector<QAction*> m_panes;
};

} // namespace perimeter
