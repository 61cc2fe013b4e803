// SPDX-License-Identifier: GPL-3.0-or-later
#include "benchmarks/sessions.h"

#include "detectors/rows/random_source.h"
#include "detectors/rows/scaling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <numbers>
#include <vector>

namespace perimeter::benchmarks {

namespace {

/// Distributions of our own: those of the standard library differ from one to the next.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : m_random(seed) {}

    /// In [0, 1).
    double uniform() { return static_cast<double>(m_random.next() >> 11) / 9007199254740992.0; }
    double normal() { return std::sqrt(2 * exponential(1)) * std::cos(2 * std::numbers::pi * uniform()); }
    double lognormal(double mean, double deviation) { return std::exp(mean + deviation * normal()); }
    double exponential(double scale) { return -scale * std::log(1 - uniform()); }

    /// Marsaglia & Tsang (2000), with a boost for shapes below 1.
    double gamma(double shape, double scale)
    {
        if (shape < 1)
            return gamma(shape + 1, scale) * std::pow(1 - uniform(), 1 / shape);
        const double d = shape - 1.0 / 3;
        const double c = 1 / std::sqrt(9 * d);
        while (true) {
            const double x = normal();
            const double v = std::pow(1 + c * x, 3);
            if (v > 0 && -exponential(1) < 0.5 * x * x + d - d * v + d * std::log(v)) // log of a uniform number
                return scale * d * v;
        }
    }

private:
    RandomSource m_random;
};

std::array<double, 5> makeSession(Draws& draws)
{
    double up = draws.lognormal(6.5, 1.3);
    double down = up * draws.lognormal(0.15, 0.35);
    double duration = draws.gamma(0.7, 90) + draws.exponential(4);
    if (draws.uniform() < 0.004) { // a tunnel
        up *= draws.lognormal(3, 0.6);
        duration *= 2 + 8 * draws.uniform();
    }
    if (draws.uniform() < 0.02)
        duration = 0;
    up = std::round(up);
    down = std::round(down);
    duration = std::round(100 * duration) / 100;
    const double divisor = duration == 0 ? 1 : duration;
    return {up, down, duration, up / divisor, down / divisor};
}

} // namespace

void visitSessions(Eigen::Index rows, std::uint64_t seed, const std::function<void(const std::array<double, 5>&)>& take)
{
    Draws draws(seed);
    for (Eigen::Index row = 0; row < rows; ++row)
        take(makeSession(draws));
}

RowMatrix makeSessions(Eigen::Index rows, std::uint64_t seed)
{
    RowMatrix sessions(rows, 5);
    Eigen::Index row = 0;
    visitSessions(rows, seed, [&](const std::array<double, 5>& session) {
        std::ranges::copy(session, sessions.row(row++).begin());
    });
    return sessions;
}

bool writeSessions(const std::string& path, Eigen::Index rows, std::uint64_t seed)
{
    const auto close = [](std::FILE* file) { return std::fclose(file); };
    std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "w"), close);
    if (!file)
        return false;
    std::fputs("uplink,downlink,duration,uplink_rate,downlink_rate\n", file.get());
    visitSessions(rows, seed, [&](const std::array<double, 5>& s) {
        std::fprintf(file.get(), "%.10g,%.10g,%.10g,%.10g,%.10g\n", s[0], s[1], s[2], s[3], s[4]);
    });
    return std::ferror(file.get()) == 0 && std::fclose(file.release()) == 0;
}

namespace {

RowMatrix scaledColumns(const RowMatrix& sessions, Eigen::Index x, Eigen::Index y, ScalingKind kind)
{
    std::vector<std::array<double, 2>> ordered;
    for (Eigen::Index row = 0; row < sessions.rows(); ++row)
        ordered.push_back({sessions(row, x), sessions(row, y)});
    std::ranges::sort(ordered);
    RowMatrix points(sessions.rows(), 2);
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        std::ranges::copy(ordered[static_cast<std::size_t>(row)], points.row(row).begin());
    const Expected<Scaling> scaling = fitScaling(kind, points);
    return scaling ? scaling->toScaled(points) : points;
}

} // namespace

RowMatrix scaledSessions(Eigen::Index rows, std::uint64_t seed)
{
    return scaledColumns(makeSessions(rows, seed), 0, 1, ScalingKind::Standard);
}

RowMatrix hardSessions(Eigen::Index rows, std::uint64_t seed)
{
    return scaledColumns(makeSessions(rows, seed), 0, 2, ScalingKind::Log1p);
}

} // namespace perimeter::benchmarks
