// SPDX-License-Identifier: GPL-3.0-or-later
//
// perimeter_detector_works ROWS SEED: Perimeter's detectors, fields and reading, on synthetic sessions.
#include "benchmarks/sessions.h"
#include "benchmarks/work_loop.h"
#include "data/engine/engine.h"
#include "data/engine/scratch_folder.h"
#include "data/formats/open.h"
#include "data/table/table.h"
#include "detectors/covariance/robust_covariance.h"
#include "detectors/svm/one_class_svm.h"
#include "explorer/stages/fit.h"
#include "explorer/studies/sweep.h"
#include "field/field.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

using namespace perimeter;
using namespace perimeter::benchmarks;

namespace {

template <typename Value>
Answer failed(const Expected<Value>& value)
{
    return {.error = "error " + std::to_string(static_cast<int>(value.error().code))};
}

OneClassSvmOptions svmOptions(double nu)
{
    return {.nu = nu, .gamma = {.rule = GammaChoice::Rule::Value, .value = 0.5}};
}

class Works {
public:
    Works(Eigen::Index rows, std::uint64_t seed)
        : m_seed(seed), m_points(scaledSessions(rows, seed)), m_hard(hardSessions(rows, seed)),
          m_weights(Eigen::VectorXd::Ones(m_points.rows()))
    {
    }

    /// A fit that knows nothing of another.
    Answer cold(const Arguments& arguments)
    {
        WarmStart warm;
        const Stopwatch stopwatch;
        const Expected<OneClassSvm> svm = fit(std::stod(arguments.at(0)), warm);
        return svm ? Answer{stopwatch.milliseconds(), factsOf(*svm)} : failed(svm);
    }

    /// GAMMA TOLERANCE: a fit of the hard sessions at ν = 0.15 that knows nothing of another.
    Answer hard(const Arguments& arguments)
    {
        OneClassSvmOptions options = svmOptions(0.15);
        options.gamma.value = std::stod(arguments.at(0));
        options.tolerance = std::stod(arguments.at(1));
        WarmStart warm;
        const Stopwatch stopwatch;
        const Expected<OneClassSvm> svm = fitOneClassSvm(m_hard, m_weights, options, warm, m_progress);
        return svm ? Answer{stopwatch.milliseconds(), factsOf(*svm)} : failed(svm);
    }

    /// ν moves by 0.005 from the ν given, up, back, down and back.
    Answer step(const Arguments& arguments)
    {
        const double around = std::stod(arguments.at(0));
        if (around != m_around) {
            m_around = around;
            m_steps = 0;
            m_warm = WarmStart();
            if (const Expected<OneClassSvm> start = fit(around, m_warm); !start)
                return failed(start);
        }
        constexpr double Moves[] = {0.005, 0, -0.005, 0};
        const double nu = around + Moves[m_steps++ % 4];
        const Stopwatch stopwatch;
        const Expected<OneClassSvm> svm = fit(nu, m_warm);
        return svm ? Answer{stopwatch.milliseconds(), factsOf(*svm)} : failed(svm);
    }

    /// FROM TO COUNT GAMMA: of the hard sessions, as the window and the command line sweep them.
    Answer hardSweep(const Arguments& arguments)
    {
        const Expected<ScratchFolder> folder = ScratchFolder::create();
        if (!folder)
            return failed(folder);
        Exploration exploration;
        exploration.source.path = folder->path() / "sessions.csv";
        if (!writeSessions(exploration.source.path, m_points.rows(), m_seed))
            return {.error = "the sessions could not be written"};
        exploration.x.column = "uplink";
        exploration.y.column = "duration";
        exploration.scaling = ScalingKind::Log1p;
        exploration.settings.svm.gamma = {GammaChoice::Rule::Value, std::stod(arguments.at(3))};
        Pipeline pipeline;
        if (const auto read = pipeline.scaled(exploration, m_progress); !read)
            return failed(read);
        const SweepPlan plan{.over = SweepPlan::Over::Nu,
                             .from = std::stod(arguments.at(0)),
                             .to = std::stod(arguments.at(1)),
                             .steps = std::stoi(arguments.at(2))};
        const Stopwatch stopwatch;
        const Expected<Sweep> sweep = runSweep(pipeline, exploration, plan, m_progress);
        return sweep ? Answer{stopwatch.milliseconds(), {}} : failed(sweep);
    }

    /// FROM TO COUNT: as many ν, equally far apart, from nothing known.
    Answer sweep(const Arguments& arguments)
    {
        const double from = std::stod(arguments.at(0));
        const double to = std::stod(arguments.at(1));
        const int count = std::stoi(arguments.at(2));
        WarmStart warm;
        double supportVectors = 0;
        const Stopwatch stopwatch;
        for (int i = 0; i < count; ++i) {
            const Expected<OneClassSvm> svm = fit(from + (to - from) * i / (count - 1), warm);
            if (!svm)
                return failed(svm);
            supportVectors += static_cast<double>(svm->supportVectors.rows());
        }
        return {stopwatch.milliseconds(), {{"support vectors", supportVectors / count}}};
    }

    /// NU SIDE: the field over all rows and a margin, SIDE × SIDE, of a model that was asked for nothing yet.
    Answer field(const Arguments& arguments)
    {
        const int side = std::stoi(arguments.at(1));
        WarmStart warm;
        const Expected<OneClassSvm> svm = fit(std::stod(arguments.at(0)), warm);
        if (!svm)
            return failed(svm);
        const Eigen::RowVector2d least = m_points.colwise().minCoeff();
        const Eigen::RowVector2d most = m_points.colwise().maxCoeff();
        const Eigen::RowVector2d margin = 0.12 * (most - least);
        const Plane plane{.xMin = least[0] - margin[0],
                          .xMax = most[0] + margin[0],
                          .yMin = least[1] - margin[1],
                          .yMax = most[1] + margin[1],
                          .scaling = *fitScaling(ScalingKind::None, m_points)};
        OneClassSvm fresh = *svm;
        const Stopwatch stopwatch;
        fresh.expansion = std::make_shared<const KernelExpansion>(fresh.kernel, fresh.supportVectors, fresh.alpha);
        const Expected<Field> field = decisionField(fresh, plane, side, side, m_progress);
        return field ? Answer{stopwatch.milliseconds(), factsOf(*svm)} : failed(field);
    }

    Answer mcd(const Arguments& arguments)
    {
        const RobustOptions options{.seed = std::stoull(arguments.at(0))};
        const Stopwatch stopwatch;
        const Expected<RobustCovariance> robust = fitRobustCovariance(m_points, options, m_progress);
        return robust ? Answer{stopwatch.milliseconds(), {{"log det", robust->logDeterminant}}} : failed(robust);
    }

    /// Contamination moves, the covariance is known: threshold and classes of one detector, `robust` or `empirical`.
    Answer contamination(const Arguments& arguments)
    {
        const DetectorKind detector =
            arguments.at(0) == "robust" ? DetectorKind::RobustCovariance : DetectorKind::EmpiricalCovariance;
        ScaledPoints scaled;
        scaled.projection = std::make_shared<const Projection>();
        scaled.points = m_points;
        const TrainingPoints training{std::make_shared<const ScaledPoints>(std::move(scaled)), nullptr};
        WarmStart warm;
        Expected<Learned> learned = learn(training, detector, {}, warm, m_progress);
        if (!learned)
            return failed(learned);
        const std::vector<LearnedBy> known = {{detector, std::make_shared<const Learned>(std::move(*learned))}};
        const Stopwatch stopwatch;
        const Expected<std::vector<DetectorFit>> fits = conclude(training, known, 0.16, m_progress);
        return fits ? Answer{stopwatch.milliseconds(), {}} : failed(fits);
    }

    /// PATH: a file, read whole.
    Answer read(const Arguments& arguments)
    {
        const Stopwatch stopwatch;
        const Expected<Table> table = openTable({.path = arguments.at(0)}, m_progress);
        return table ? Answer{stopwatch.milliseconds(), {{"rows", static_cast<double>(table->rowsInFile())}}}
                     : failed(table);
    }

    /// PATH: the same file by DuckDB's own reader, into a table in memory.
    Answer duckdb(const Arguments& arguments)
    {
        const Expected<std::shared_ptr<Engine>> engine = Engine::open();
        if (!engine)
            return failed(engine);
        // The engine reads nothing outside its own folder.
        const Expected<std::string> path = (*engine)->folder().link("sessions.csv", arguments.at(0));
        if (!path)
            return failed(path);
        const std::string statement = "CREATE TABLE sessions AS SELECT * FROM read_csv('" + *path + "')";
        const Stopwatch stopwatch;
        const Expected<void> read = (*engine)->run(statement, m_progress);
        return read ? Answer{stopwatch.milliseconds(), {}} : failed(read);
    }

    /// PATH: DuckDB's own grouping of the first two columns of a Parquet file into the cells of our window's fits, six
    /// whole sums each.
    Answer grouping(const Arguments& arguments)
    {
        const Expected<std::shared_ptr<Engine>> engine = Engine::open();
        if (!engine)
            return failed(engine);
        const Expected<std::string> path = (*engine)->folder().link("large.parquet", arguments.at(0));
        if (!path)
            return failed(path);
        const std::string rows = " FROM read_parquet('" + *path + "')";
        Expected<EngineAnswer> moments = (*engine)->query(
            "SELECT avg(uplink), stddev_pop(uplink), avg(downlink), stddev_pop(downlink)" + rows, m_progress);
        if (!moments)
            return failed(moments);
        const EngineChunk& of = *moments->next();
        const auto inWidths = [&](const std::string& column, std::size_t mean) {
            return "((" + column + " - " + std::to_string(of.doubles(mean)[0]) + ") / " +
                   std::to_string(of.doubles(mean + 1)[0]) + ") / 0.02::DOUBLE";
        };
        const std::string statement =
            "SELECT i, j, count(*), sum(k), sum(l), sum(k * k), sum(k * l), sum(l * l) FROM (SELECT "
            "floor(x)::BIGINT AS i, floor(y)::BIGINT AS j, floor((x - floor(x)) * 1073741824)::BIGINT AS k, "
            "floor((y - floor(y)) * 1073741824)::BIGINT AS l FROM (SELECT " +
            inWidths("uplink", 0) + " AS x, " + inWidths("downlink", 2) + " AS y" + rows + ")) GROUP BY i, j";
        const Stopwatch stopwatch;
        const Expected<EngineAnswer> cells = (*engine)->query(statement, m_progress);
        return cells ? Answer{stopwatch.milliseconds(), {{"cells", static_cast<double>(cells->rows())}}}
                     : failed(cells);
    }

    /// Share of rows that differ from every other.
    Answer distinct(const Arguments&)
    {
        double distinct = 0;
        for (Eigen::Index row = 0; row < m_points.rows(); ++row)
            distinct += row == 0 || m_points.row(row) != m_points.row(row - 1) ? 1 : 0;
        return {0, {{"distinct", distinct / static_cast<double>(m_points.rows())}}};
    }

private:
    Expected<OneClassSvm> fit(double nu, WarmStart& warm)
    {
        return fitOneClassSvm(m_points, m_weights, svmOptions(nu), warm, m_progress);
    }

    static std::map<std::string, double> factsOf(const OneClassSvm& svm)
    {
        return {{"support vectors", static_cast<double>(svm.supportVectors.rows())}, {"rho", svm.rho}};
    }

    std::uint64_t m_seed;
    RowMatrix m_points;
    RowMatrix m_hard;
    Eigen::VectorXd m_weights;
    NoProgress m_progress;
    WarmStart m_warm;
    double m_around = 0;
    int m_steps = 0;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fputs("Usage: perimeter_detector_works ROWS SEED\n", stderr);
        return 2;
    }
    Works works(std::atoll(argv[1]), std::strtoull(argv[2], nullptr, 10));
    const auto work = [&works](Answer (Works::*member)(const Arguments&)) {
        return [&works, member](const Arguments& arguments) { return (works.*member)(arguments); };
    };
    return serveWorks({{"cold", work(&Works::cold)},
                       {"hard", work(&Works::hard)},
                       {"hardsweep", work(&Works::hardSweep)},
                       {"step", work(&Works::step)},
                       {"sweep", work(&Works::sweep)},
                       {"field", work(&Works::field)},
                       {"mcd", work(&Works::mcd)},
                       {"contamination", work(&Works::contamination)},
                       {"read", work(&Works::read)},
                       {"duckdb", work(&Works::duckdb)},
                       {"grouping", work(&Works::grouping)},
                       {"distinct", work(&Works::distinct)}});
}
