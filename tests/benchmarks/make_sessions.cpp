// SPDX-License-Identifier: GPL-3.0-or-later
//
// perimeter_make_sessions ROWS SEED OUT: synthetic DNS sessions to measure on, as CSV; uplink and downlink alone where
// the name of OUT ends in .parquet.
#include "benchmarks/sessions.h"

#include "data/engine/engine.h"

#include <bit>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace {

using namespace perimeter;

std::shared_ptr<const EngineNumbers> traffic(Eigen::Index rows, std::uint64_t seed)
{
    auto numbers = std::make_shared<EngineNumbers>();
    numbers->rows = static_cast<std::size_t>(rows);
    numbers->columns.resize(2);
    for (EngineNumbers::Column& column : numbers->columns) {
        column.isDouble = true;
        column.cells.reserve(numbers->rows);
    }
    benchmarks::visitSessions(rows, seed, [&](const std::array<double, 5>& session) {
        for (std::size_t column = 0; column < 2; ++column)
            numbers->columns[column].cells.push_back(std::bit_cast<std::uint64_t>(session[column]));
    });
    return numbers;
}

bool writeParquet(const std::filesystem::path& path, Eigen::Index rows, std::uint64_t seed)
{
    NoProgress progress;
    const Expected<std::shared_ptr<Engine>> engine = Engine::open();
    if (!engine)
        return false;
    const std::shared_ptr<const EngineNumbers> numbers = traffic(rows, seed);
    // The engine writes to its own folder alone.
    const std::filesystem::path written = (*engine)->folder().path() / "sessions.parquet";
    const Expected<void> ran =
        (*engine)->run("COPY (SELECT c0 AS uplink, c1 AS downlink FROM " + (*engine)->present(numbers) + ") TO '" +
                           written.native() + "' (FORMAT PARQUET)",
                       progress);
    std::error_code error;
    return ran && std::filesystem::copy_file(written, path, std::filesystem::copy_options::overwrite_existing, error);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::fputs("Usage: perimeter_make_sessions ROWS SEED OUT.csv|OUT.parquet\n", stderr);
        return 2;
    }
    const std::filesystem::path path = argv[3];
    const Eigen::Index rows = std::atoll(argv[1]);
    const std::uint64_t seed = std::strtoull(argv[2], nullptr, 10);
    if (!(path.extension() == ".parquet" ? writeParquet(path, rows, seed)
                                         : benchmarks::writeSessions(path, rows, seed))) {
        std::fprintf(stderr, "%s could not be written.\n", argv[3]);
        return 1;
    }
    return 0;
}
