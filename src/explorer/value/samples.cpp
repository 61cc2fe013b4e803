// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/value/samples.h"

#include "explorer/value/recipes.h"
#include "resources/resources.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace perimeter {

namespace {

struct SamplesText {
    Q_DECLARE_TR_FUNCTIONS(SamplesText)
};

/// The data engine reads files, not resources: the path of the sample's copy in the cache folder.
std::string unpacked(const QString& name)
{
    initResources();
    QDir folder(QStandardPaths::writableLocation(QStandardPaths::CacheLocation));
    folder.mkpath(QStringLiteral("samples"));
    const QString path = folder.filePath(QStringLiteral("samples/") + name);
    QFile resource(QStringLiteral(":/perimeter/samples/") + name);
    QFile copy(path);
    const bool readable = resource.open(QIODevice::ReadOnly);
    const QByteArray content = readable ? resource.readAll() : QByteArray();
    if (copy.open(QIODevice::ReadOnly) && copy.readAll() == content)
        return path.toStdString();
    QSaveFile fresh(path);
    if (fresh.open(QIODevice::WriteOnly)) {
        fresh.write(content);
        fresh.commit();
    }
    return path.toStdString();
}

Exploration exploration(const QString& file, const std::string& x, const std::string& y)
{
    Exploration exploration;
    exploration.source.path = unpacked(file);
    exploration.x.column = x;
    exploration.y.column = y;
    return exploration;
}

Exploration wine()
{
    Exploration wine = exploration(QStringLiteral("wine.csv"), "flavanoids", "color_intensity");
    wine.source.dialect.header = false;
    wine.source.dialect.names = {"alcohol", "malic_acid",  "ash",           "alcalinity",      "magnesium",
                                 "phenols", "flavanoids",  "nonflavanoids", "proanthocyanins", "color_intensity",
                                 "hue",     "od280_od315", "proline"};
    return wine;
}

} // namespace

std::string samplePath(const QString& name)
{
    initResources();
    const QDir samples(QStringLiteral(":/perimeter/samples"));
    return samples.entryList(QDir::Files).contains(name) ? unpacked(name) : std::string();
}

Exploration sampleExploration()
{
    Exploration sample = exploration(QStringLiteral("dns_sessions.csv"), "uplink", "downlink");
    sample.preparation.steps = mobileUnits();
    sample.preparation.steps.push_back(Where{"service_id = 9000"});
    // Bytes spread over five powers of ten: on linear axes all but a few points fall together.
    sample.scaling = ScalingKind::Log1p;
    sample.x.scale = sample.y.scale = AxisScale::Log;
    sample.settings.svm.nu = 0.05;
    return sample;
}

std::vector<Sample> bundledSamples()
{
    return {
        {SamplesText::tr("DNS sessions (synthetic)"),
         SamplesText::tr(
             "About 20,000 invented DNS sessions of mobile subscribers, a few of them tunnels. Synthetic data."),
         sampleExploration()},
        {SamplesText::tr("hbk"),
         SamplesText::tr("Hawkins, Bradu and Kass (1984): 75 rows, the first 14 of them outliers by construction."),
         exploration(QStringLiteral("hbk.csv"), "X1", "X2")},
        {SamplesText::tr("starsCYG"),
         SamplesText::tr("47 stars of the cluster CYG OB1: temperature and light; four of them giants."),
         exploration(QStringLiteral("starsCYG.csv"), "log.Te", "log.light")},
        {SamplesText::tr("Wine"), SamplesText::tr("Chemical measurements of 178 Italian wines."), wine()},
    };
}

} // namespace perimeter
