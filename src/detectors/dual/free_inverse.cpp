// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/dual/free_inverse.h"

#include "detectors/dual/raised_cholesky.h"

#include <algorithm>

namespace perimeter {

namespace {

constexpr Eigen::Index leastRoom = 32;

} // namespace

void FreeInverse::append(const Eigen::VectorXd& solved, double pivot)
{
    if (m_size == m_matrix.rows()) {
        const Eigen::Index room = std::max(leastRoom, 2 * m_size);
        Eigen::MatrixXd larger(room, room);
        larger.topLeftCorner(m_size, m_size) = m_matrix.topLeftCorner(m_size, m_size);
        m_matrix.swap(larger);
    }
    const Eigen::VectorXd scaled = solved / pivot;
    m_matrix.topLeftCorner(m_size, m_size).noalias() += scaled * solved.transpose();
    m_matrix.col(m_size).head(m_size) = -scaled;
    m_matrix.row(m_size).head(m_size) = -scaled.transpose();
    m_matrix(m_size, m_size) = 1 / pivot;
    ++m_size;
    ++m_changes;
}

void FreeInverse::remove(Eigen::Index place)
{
    const Eigen::Index last = m_size - 1;
    if (place != last) {
        m_matrix.col(place).head(m_size).swap(m_matrix.col(last).head(m_size));
        m_matrix.row(place).head(m_size).swap(m_matrix.row(last).head(m_size));
    }
    const Eigen::VectorXd gone = m_matrix.col(last).head(last);
    const Eigen::VectorXd scaled = gone / m_matrix(last, last);
    m_matrix.topLeftCorner(last, last).noalias() -= scaled * gone.transpose();
    m_size = last;
    ++m_changes;
}

void FreeInverse::become(const Eigen::MatrixXd& matrix)
{
    m_size = matrix.rows();
    m_changes = 0;
    if (m_matrix.rows() < m_size)
        m_matrix.resize(2 * m_size, 2 * m_size);
    m_matrix.topLeftCorner(m_size, m_size) = raisedCholesky(matrix).solve(Eigen::MatrixXd::Identity(m_size, m_size));
}

} // namespace perimeter
