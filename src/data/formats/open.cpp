// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/formats/open.h"

#include "data/engine/engine.h"
#include "data/formats/join.h"
#include "data/formats/open_formats.h"
#include "data/text/text_reader.h"

namespace perimeter {

namespace {

Expected<Table> openFile(const std::shared_ptr<Engine>& engine, const std::string& path, const DialectChoice& choice,
                         Progress& progress)
{
    PERIMETER_TRY(const std::string head, readHead(path, headBytes));
    switch (detectFormat(path, head)) {
    case Format::Delimited:
        return openDelimited(engine, path, choice, head, progress);
    case Format::JsonLines:
        return openJsonLines(engine, path, progress);
    case Format::Parquet:
        return openParquet(engine, path, progress);
    case Format::ZeekLog:
        return openZeekLog(engine, path, head, progress);
    }
    return Unexpected(ErrorCode::FileUnreadable, {path, ""});
}

} // namespace

Expected<Table> openTable(const Source& source, Progress& progress)
{
    // Before the engine starts: a slip in the name is answered at once.
    if (const Expected<std::string> head = readHead(source.path, 1); !head)
        return head.unexpected();
    PERIMETER_TRY(const std::shared_ptr<Engine> engine, Engine::open());
    const double step = 1.0 / static_cast<double>(1 + source.joins.size());
    ProgressPart first(progress, 0, step);
    Expected<Table> table = openFile(engine, source.path, source.dialect, first);
    double done = step;
    for (const Join& join : source.joins) {
        if (!table)
            break;
        ProgressPart part(progress, done, done + step);
        const Expected<Table> other = openFile(engine, join.path, join.dialect, part);
        table = other ? joinTables(*table, *other, join, part) : other;
        done += step;
    }
    return table;
}

} // namespace perimeter
