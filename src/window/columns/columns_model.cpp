// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/columns/columns_model.h"

#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"
#include "window/tables/table_roles.h"

#include <QDateTime>
#include <QLocale>

#include <array>
#include <optional>

namespace perimeter {

namespace {

enum ColumnPart {
    Name,
    Kind,
    Missing,
    Distinct,
    Ties,
    Minimum,
    LowerQuartile,
    Median,
    UpperQuartile,
    Maximum,
    Mean,
    Deviation,
    PartCount
};

QString countText(std::int64_t count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

/// A value in the column's own terms: a time as a time, the rest as numbers.
QString valueText(const ColumnProfile& profile, double value, bool isPlace)
{
    if (profile.column.kind == ColumnKind::Time && isPlace) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(value * 1000), Qt::UTC);
        return QLocale().toString(time, QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    }
    return QLocale().toString(value, 'g', 6);
}

/// Nothing where there is nothing finite to speak of.
std::optional<double> numberOf(const ColumnProfile& profile, int part)
{
    if (profile.column.kind == ColumnKind::Text || profile.histogram.empty())
        return std::nullopt;
    const std::array<double, 7> values = {profile.minimum,       profile.lowerQuartile, profile.median,
                                          profile.upperQuartile, profile.maximum,       profile.mean,
                                          profile.deviation};
    return values[static_cast<std::size_t>(part - Minimum)];
}

QString numericText(const ColumnProfile& profile, int part)
{
    const std::optional<double> number = numberOf(profile, part);
    return number ? valueText(profile, *number, part != Deviation) : QString();
}

QVariant rawOf(const ColumnProfile& profile, int part)
{
    switch (part) {
    case Name:
    case Kind:
        return {};
    case Missing:
        return qlonglong{profile.missing + profile.nonFinite};
    case Distinct:
        return qlonglong{profile.distinct};
    case Ties:
        return qlonglong{profile.ties};
    default:
        break;
    }
    const std::optional<double> number = numberOf(profile, part);
    if (!number)
        return QString();
    if (profile.column.kind == ColumnKind::Time && part != Deviation)
        return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(*number * 1000), Qt::UTC);
    return *number;
}

} // namespace

void ColumnsModel::setProfiles(std::vector<ColumnProfile> profiles)
{
    beginResetModel();
    m_profiles = std::move(profiles);
    endResetModel();
}

int ColumnsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_profiles.size());
}

int ColumnsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : PartCount;
}

QVariant ColumnsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ColumnProfile& profile = m_profiles[static_cast<std::size_t>(index.row())];
    const int part = index.column();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (part <= Kind ? Qt::AlignLeft : Qt::AlignRight));
    if (role == rawRole)
        return rawOf(profile, part);
    if (role != Qt::DisplayRole)
        return {};
    switch (part) {
    case Name:
        return text(profile.column.name);
    case Kind:
        return nameOf(profile.column.kind);
    case Missing:
        return countText(profile.missing + profile.nonFinite);
    case Distinct:
        return countText(profile.distinct);
    case Ties:
        return countText(profile.ties);
    default:
        return numericText(profile, part);
    }
}

QVariant ColumnsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= PartCount)
        return {};
    const std::array<std::pair<QString, QString>, PartCount> headers = {{
        {tr("Column"), tr("The column's name, and the axis it can be.")},
        {tr("Kind"), tr("What the cells hold. Text can be a label or a filter, but no axis.")},
        {tr("Missing"), tr("Empty cells, and cells that are not a number or infinite.")},
        {tr("Distinct"), tr("Different values.")},
        {tr("Ties"), tr("Rows whose value another row has too.")},
        {tr("Minimum"), tr("The smallest value.")},
        {tr("Quartile 1"), tr("A quarter of the values is at most this.")},
        {tr("Median"), tr("Half of the values are at most this.")},
        {tr("Quartile 3"), tr("Three quarters of the values are at most this.")},
        {tr("Maximum"), tr("The largest value.")},
        {tr("Mean"), tr("The sum of the values divided by their number.")},
        {tr("Deviation"), tr("The population standard deviation: the root of the mean of (x − mean)².")},
    }};
    const auto& [title, explanation] = headers[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return title;
    if (role == Qt::ToolTipRole)
        return explanation;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section <= Kind ? Qt::AlignLeft : Qt::AlignRight));
    return {};
}

} // namespace perimeter
