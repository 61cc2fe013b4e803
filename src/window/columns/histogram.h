// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/aggregates/profile.h"
#include "window/parts/appearance.h"

#include <QtCharts/QChartView>

#include <optional>

namespace perimeter {

/// One column's distribution: equal-width bins of a numeric column, the commonest values of a text column.
class Histogram final : public QChartView {
    Q_OBJECT

public:
    explicit Histogram(const Appearance& appearance, QWidget* parent = nullptr);

    void setProfile(std::optional<ColumnProfile> profile);

private:
    void draw();
    void drawBins(const ColumnProfile& profile);
    void drawCommonest(const ColumnProfile& profile);

    std::optional<ColumnProfile> m_profile;
    const Appearance& m_appearance;
};

} // namespace perimeter
