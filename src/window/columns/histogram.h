// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/aggregates/profile.h"
#include "figure/scene/theme.h"

#include <QtCharts/QChartView>

#include <optional>

namespace perimeter {

/// One column's distribution: equal-width bins of a numeric column, the commonest values of a text column.
class Histogram final : public QChartView {
    Q_OBJECT

public:
    explicit Histogram(QWidget* parent = nullptr);

    void setProfile(std::optional<ColumnProfile> profile);
    void setTheme(const Theme& theme);

private:
    void draw();
    void drawBins(const ColumnProfile& profile);
    void drawCommonest(const ColumnProfile& profile);

    std::optional<ColumnProfile> m_profile;
    Theme m_theme;
};

} // namespace perimeter
