// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "base/output_path.h"
#include "cli/output.h"
#include "explorer/pipeline/pipeline.h"

#include <QCoreApplication>
#include <QLocale>

namespace perimeter {

Expected<void> prepareFile(const Exploration& exploration, const std::string& path)
{
    if (const Expected<void> checked = checkOutputPath(path); !checked)
        return checked;
    Pipeline pipeline;
    NoProgress progress;
    const Expected<Table> table = pipeline.prepared(exploration, progress);
    if (!table)
        return table.unexpected();
    if (const Expected<void> written = writeTable(*table, path, progress); !written)
        return written;
    printNotices(table->notices());
    const QLocale locale;
    print(QCoreApplication::translate("Prepare", "Wrote %1: %2 rows of %3.")
              .arg(QString::fromStdString(path), locale.toString(static_cast<qlonglong>(table->rows())),
                   locale.toString(static_cast<qlonglong>(table->rowsInFile()))));
    return {};
}

} // namespace perimeter
