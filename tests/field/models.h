// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detectors/svm/one_class_svm.h"
#include "field/plane.h"

#include <cmath>
#include <random>

namespace perimeter {

inline Scaling identityScaling()
{
    return {ScalingKind::None, Eigen::Vector2d::Zero(), Eigen::Vector2d::Ones()};
}

inline Plane plainPlane(double xMin, double xMax, double yMin, double yMax)
{
    return {AxisScale::Linear, AxisScale::Linear, xMin, xMax, yMin, yMax, identityScaling()};
}

/// Normal numbers by Box and Muller, the same with every standard library.
class Normals {
public:
    explicit Normals(unsigned seed) : m_engine(seed) {}
    double operator()() { return std::sqrt(-2 * std::log(1 - uniform())) * std::cos(2 * M_PI * uniform()); }
    double uniform() { return static_cast<double>(m_engine()) / 4294967296.0; }

private:
    std::mt19937 m_engine;
};

/// A model whose support vectors are `vectors`, all with α = 1, and whose f is 0 at the given place.
inline OneClassSvm modelThrough(const Kernel& kernel, RowMatrix vectors, const Eigen::RowVector2d& place)
{
    OneClassSvm model;
    model.kernel = kernel;
    model.nu = 0.15;
    model.alpha = Eigen::VectorXd::Ones(vectors.rows());
    model.supportVectors = std::move(vectors);
    model.rho = model.decision(place);
    return model;
}

/// Support vectors on a noisy ring, as the outer rows of a data set are.
inline RowMatrix ring(Eigen::Index count, double radius, double noise, unsigned seed)
{
    Normals normal(seed);
    RowMatrix vectors(count, 2);
    for (Eigen::Index i = 0; i < count; ++i) {
        const double angle = 2 * M_PI * normal.uniform();
        const double r = radius + noise * normal();
        vectors.row(i) << r * std::cos(angle), r * std::sin(angle);
    }
    return vectors;
}

inline RowMatrix cloud(Eigen::Index count, double x, double y, double deviation, unsigned seed)
{
    Normals normal(seed);
    RowMatrix vectors(count, 2);
    for (Eigen::Index i = 0; i < count; ++i)
        vectors.row(i) << x + deviation * normal(), y + deviation * normal();
    return vectors;
}

} // namespace perimeter
