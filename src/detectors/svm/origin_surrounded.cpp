// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/svm/origin_surrounded.h"

#include "detectors/rows/percentile.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

namespace perimeter {

namespace {

/// Of the norm of rows near the frontier.
constexpr double SmallestNorm = 1e-6;
constexpr int MostSteps = 500;
constexpr Eigen::Index MostFeatures = 300;

/// Exponents of the monomials of one degree in so many variables.
void appendExponents(std::vector<std::vector<int>>& all, std::vector<int>& exponents, std::size_t variable, int degree)
{
    if (variable + 1 == exponents.size()) {
        exponents[variable] = degree;
        all.push_back(exponents);
        return;
    }
    for (int taken = 0; taken <= degree; ++taken) {
        exponents[variable] = taken;
        appendExponents(all, exponents, variable + 1, degree - taken);
    }
}

/// Number of monomials, C(p + degree − 1, degree), or more than MostFeatures.
Eigen::Index monomials(Eigen::Index columns, int degree)
{
    double count = 1;
    for (int i = 1; i <= degree && count <= MostFeatures; ++i)
        count = count * static_cast<double>(columns - 1 + i) / i;
    return static_cast<Eigen::Index>(std::llround(std::min(count, MostFeatures + 1.0)));
}

/// φ with k(x, y) = φ(x)·φ(y) up to a factor: the multinomial coefficient's root times each monomial.
Eigen::MatrixXd monomialFeatures(const Eigen::MatrixXd& points, int degree)
{
    std::vector<std::vector<int>> all;
    std::vector<int> exponents(static_cast<std::size_t>(points.cols()));
    appendExponents(all, exponents, 0, degree);
    Eigen::MatrixXd features(points.rows(), static_cast<Eigen::Index>(all.size()));
    for (std::size_t monomial = 0; monomial < all.size(); ++monomial) {
        Eigen::ArrayXd values = Eigen::ArrayXd::Ones(points.rows());
        double logCoefficient = std::lgamma(degree + 1.0);
        for (Eigen::Index column = 0; column < points.cols(); ++column) {
            const int exponent = all[monomial][static_cast<std::size_t>(column)];
            logCoefficient -= std::lgamma(exponent + 1.0);
            for (int i = 0; i < exponent; ++i)
                values *= points.col(column).array();
        }
        features.col(static_cast<Eigen::Index>(monomial)) = std::exp(logCoefficient / 2) * values.matrix();
    }
    return features;
}

/// Features with the longest of length 1, or nothing for a kernel that cannot surround its origin.
std::optional<Eigen::MatrixXd> features(const PointsRef& points, const Kernel& kernel)
{
    const double longest = points.rowwise().norm().maxCoeff();
    if (!(longest > 0))
        return std::nullopt;
    const Eigen::MatrixXd unit = points / longest;
    if (kernel.kind == KernelKind::Linear)
        return unit;
    const bool odd = kernel.kind == KernelKind::Polynomial && kernel.coef0 == 0 && kernel.degree % 2 == 1;
    if (!odd || monomials(points.cols(), kernel.degree) > MostFeatures)
        return std::nullopt;
    return monomialFeatures(unit, kernel.degree);
}

/// The vertex of {Σ αᵢ φᵢ / νn} that lies farthest against `direction`: α at its bound on the rows with the smallest
/// projections, νn of them by weight.
class Vertices {
public:
    Vertices(const Eigen::MatrixXd& features, const Eigen::VectorXd& weights, double nu)
        : m_features(features), m_weights(weights), m_mass(nu * weights.sum()),
          m_order(static_cast<std::size_t>(features.rows()))
    {
    }

    [[nodiscard]] Eigen::VectorXd against(const Eigen::VectorXd& direction)
    {
        const Eigen::VectorXd projections = m_features * direction;
        std::iota(m_order.begin(), m_order.end(), Eigen::Index{0});
        const auto before = [&](Eigen::Index a, Eigen::Index b) { return projections[a] < projections[b]; };
        // Weights are mostly 1 or more, so that as many rows as the mass are enough; more are put in order if not.
        std::size_t ordered = 0;
        double left = m_mass;
        Eigen::VectorXd sum = Eigen::VectorXd::Zero(m_features.cols());
        while (left > 0 && ordered < m_order.size()) {
            const auto from = m_order.begin() + static_cast<std::ptrdiff_t>(ordered);
            const std::size_t count = std::min(static_cast<std::size_t>(left) + 1, m_order.size() - ordered);
            const auto to = from + static_cast<std::ptrdiff_t>(count);
            std::nth_element(from, to - 1, m_order.end(), before);
            const bool exact = left >= std::accumulate(from, to - 1, 0.0, [&](double all, Eigen::Index row) {
                                   return all + m_weights[row];
                               });
            if (!exact)
                std::sort(from, to, before);
            for (auto row = from; row != to && left > 0; ++row) {
                const double share = std::min(left, m_weights[*row]);
                sum += share * m_features.row(*row).transpose();
                left -= share;
            }
            ordered += count;
        }
        return sum / m_mass;
    }

private:
    const Eigen::MatrixXd& m_features;
    const Eigen::VectorXd& m_weights;
    double m_mass;
    std::vector<Eigen::Index> m_order;
};

/// Weights, summing to 1, of the point nearest to the origin in the affine hull of the columns.
Eigen::VectorXd affineMinimum(const Eigen::MatrixXd& corral)
{
    const Eigen::Index others = corral.cols() - 1;
    Eigen::VectorXd weights(others + 1);
    const Eigen::MatrixXd edges = corral.rightCols(others).colwise() - corral.col(0);
    weights.tail(others) = edges.colPivHouseholderQr().solve(-corral.col(0));
    weights[0] = 1 - weights.tail(others).sum();
    return weights;
}

/// Wolfe's inner loop: moves the weights to the affine minimum, dropping vertices that would weigh less than 0.
void shrinkToMinimum(Eigen::MatrixXd& corral, Eigen::VectorXd& weights)
{
    while (true) {
        const Eigen::VectorXd target = affineMinimum(corral);
        if ((target.array() >= 0).all()) {
            weights = target;
            return;
        }
        double step = 1;
        for (Eigen::Index i = 0; i < target.size(); ++i)
            if (target[i] < 0)
                step = std::min(step, weights[i] / (weights[i] - target[i]));
        weights += step * (target - weights);
        Eigen::Index dropped = 0;
        weights.minCoeff(&dropped);
        const Eigen::Index last = corral.cols() - 1;
        corral.col(dropped) = corral.col(last);
        weights[dropped] = weights[last];
        corral.conservativeResize(Eigen::NoChange, last);
        weights.conservativeResize(last);
        weights = weights.cwiseMax(0) / weights.cwiseMax(0).sum();
    }
}

} // namespace

bool originSurrounded(const PointsRef& points, const WeightsRef& rowWeights, const Kernel& kernel, double nu)
{
    const std::optional<Eigen::MatrixXd> rows = features(points, kernel);
    if (!rows)
        return false;
    const Eigen::VectorXd counts =
        rowWeights.size() > 0 ? Eigen::VectorXd(rowWeights) : Eigen::VectorXd::Ones(points.rows());
    const double smallest = SmallestNorm * percentile(rows->rowwise().norm(), nu);
    Eigen::VectorXd w = rows->transpose() * counts / counts.sum();
    if (w.norm() <= smallest)
        return true;
    Vertices vertices(*rows, counts, nu);
    Eigen::MatrixXd corral = vertices.against(w);
    Eigen::VectorXd weights = Eigen::VectorXd::Ones(1);
    w = corral.col(0);
    for (int step = 0; step < MostSteps && w.norm() > smallest; ++step) {
        const Eigen::VectorXd vertex = vertices.against(w);
        // No point of the hull lies nearer to the origin than the plane through this vertex across w.
        if (w.dot(vertex) > smallest * w.norm())
            return false;
        // A full simplex that cannot be left holds the origin inside, whatever rounding makes of its distance.
        if (corral.cols() > rows->cols())
            return true;
        corral.conservativeResize(Eigen::NoChange, corral.cols() + 1);
        corral.rightCols<1>() = vertex;
        weights.conservativeResize(weights.size() + 1);
        weights[weights.size() - 1] = 0;
        shrinkToMinimum(corral, weights);
        w = corral * weights;
    }
    return true;
}

} // namespace perimeter
