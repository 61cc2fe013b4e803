// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loaded by Qt itself into a program that knows nothing of it: QT_QPA_GENERIC_PLUGINS=perimeterscript, with
// QT_PLUGIN_PATH naming the folder that has generic/libperimeterscript.so.
#include "script.h"
#include "script_line.h"

#include <QGenericPlugin>

#include <cstdio>

namespace script {

class Plugin final : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "script_plugin.json")

public:
    QObject* create(const QString& key, const QString& specification) override;
};

QObject* Plugin::create(const QString& key, const QString& specification)
{
    Q_UNUSED(specification)
    if (key.compare(QLatin1String("perimeterscript"), Qt::CaseInsensitive) != 0)
        return nullptr;
    const QString lines = qEnvironmentVariable("PERIMETER_SCRIPT");
    const QString transcript = qEnvironmentVariable("PERIMETER_TRANSCRIPT");
    if (lines.isEmpty() || transcript.isEmpty()) {
        std::fputs("perimeterscript: PERIMETER_SCRIPT and PERIMETER_TRANSCRIPT name no files.\n", stderr);
        return nullptr;
    }
    // Qt deletes it with the application.
    return new Script(lines, transcript);
}

} // namespace script

#include "script_plugin.moc"
