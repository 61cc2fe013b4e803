// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "base/output_path.h"
#include "cli/output.h"
#include "explorer/tables/frontier_text.h"
#include "explorer/tables/whole_frontiers.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>

namespace perimeter {

Expected<void> writeFrontiers(const Exploration& exploration, const std::string& path)
{
    if (const Expected<void> checked = checkOutputPath(path); !checked)
        return checked;
    Pipeline pipeline;
    NoProgress progress;
    const Expected<Outcome> outcome = exploreWhole(pipeline, exploration, progress);
    if (!outcome)
        return outcome.unexpected();
    const Expected<std::vector<Notice>> notices = noticesOf(*outcome);
    if (!notices)
        return notices.unexpected();
    printNotices(*notices);
    const Expected<std::string> frontiers = frontierText(*outcome, path);
    if (!frontiers)
        return frontiers.unexpected();
    if (const Expected<void> written = writeText(path, *frontiers); !written)
        return written;
    const std::size_t count = countFrontiers(*outcome);
    print(counted(static_cast<std::int64_t>(count), QCoreApplication::translate("Frontier", "Wrote 1 frontier to %1."),
                  QCoreApplication::translate("Frontier", "Wrote %1 frontiers to %2."))
              .arg(text(path)));
    for (const QString& note : cutNotes(*outcome))
        print(note);
    return {};
}

} // namespace perimeter
