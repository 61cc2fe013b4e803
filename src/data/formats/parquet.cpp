// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/engine/quoting.h"
#include "data/formats/engine_columns.h"
#include "data/formats/open_formats.h"

namespace perimeter {

namespace {

/// What the engine says of the file and not of its own statement, in which the file has another name.
std::string reasonOf(const std::string& message, const std::string& link, const std::string& path)
{
    std::string reason = message.substr(0, message.find('\n'));
    for (std::size_t at = reason.find(link); at != std::string::npos; at = reason.find(link, at + path.size()))
        reason.replace(at, link.size(), path);
    return reason;
}

Unexpected damaged(const std::string& path, const std::string& link, const Error& error)
{
    if (error.code == ErrorCode::EngineFailed)
        return Unexpected(ErrorCode::FileDamaged, {path, reasonOf(error.arguments.front(), link, path)});
    return Unexpected(error);
}

} // namespace

Expected<Table> openParquet(const std::shared_ptr<Engine>& engine, const std::string& path, Progress& progress)
{
    PERIMETER_TRY(const std::string link, engine->folder().link(engine->freshName("source") + ".parquet", path));
    const std::string file = "read_parquet(" + quoteLiteral(link);
    const Expected<std::vector<EngineColumn>> columns = describeColumns(*engine, file + ")", progress);
    if (!columns)
        return damaged(path, link, columns.error());

    TableParts parts{.engine = engine, .format = Format::Parquet};
    const std::string selected = enterColumns(*columns, parts);
    parts.relation = engine->freshName("view");
    // A view: the rows stay in the file, however many there are.
    const Expected<void> made =
        engine->run("CREATE VIEW " + parts.relation + " AS SELECT file_row_number + 1 AS " + rowColumn +
                        (selected.empty() ? "" : ", ") + selected + " FROM " + file + ", file_row_number = true)",
                    progress);
    if (!made)
        return damaged(path, link, made.error());
    const Expected<std::int64_t> rows = engine->count("SELECT count(*) FROM " + parts.relation, progress);
    if (!rows)
        return damaged(path, link, rows.error());
    parts.rows = parts.rowsInFile = *rows;
    return makeTable(std::move(parts));
}

} // namespace perimeter
