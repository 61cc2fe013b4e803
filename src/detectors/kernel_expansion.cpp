// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/kernel_expansion.h"

namespace perimeter {

KernelExpansion::KernelExpansion(const Kernel& kernel, const PointsRef& centres, const Eigen::VectorXd& alpha)
    : m_kernel(kernel)
{
    const Eigen::Index padded = (centres.rows() + BlockRows - 1) / BlockRows * BlockRows;
    m_centres = Eigen::ArrayXXd::Zero(padded, centres.cols());
    m_alpha = Eigen::ArrayXd::Zero(padded);
    Eigen::Index used = 0;
    for (Eigen::Index row = 0; row < centres.rows(); ++row) {
        const bool repeated = row > 0 && centres.row(row) == centres.row(row - 1);
        if (!repeated)
            m_centres.row(used++) = centres.row(row).array();
        m_alpha[used - 1] += alpha[row];
    }
    const Eigen::Index rows = (used + BlockRows - 1) / BlockRows * BlockRows;
    m_centres.conservativeResize(rows, Eigen::NoChange);
    m_alpha.conservativeResize(rows);
}

KernelExpansion::Block KernelExpansion::dotProducts(const Eigen::Ref<const Eigen::RowVectorXd>& point,
                                                    Eigen::Index first) const
{
    Block sum = Block::Zero();
    for (Eigen::Index column = 0; column < m_centres.cols(); ++column)
        sum += point[column] * m_centres.col(column).segment<BlockRows>(first);
    return sum;
}

KernelExpansion::Block KernelExpansion::squaredDistances(const Eigen::Ref<const Eigen::RowVectorXd>& point,
                                                         Eigen::Index first) const
{
    Block sum = Block::Zero();
    for (Eigen::Index column = 0; column < m_centres.cols(); ++column)
        sum += (m_centres.col(column).segment<BlockRows>(first) - point[column]).square();
    return sum;
}

KernelExpansion::Block KernelExpansion::kernelValues(const Eigen::Ref<const Eigen::RowVectorXd>& point,
                                                     Eigen::Index first) const
{
    switch (m_kernel.kind) {
    case KernelKind::Rbf:
        return (-m_kernel.gamma * squaredDistances(point, first)).exp();
    case KernelKind::Linear:
        return dotProducts(point, first);
    case KernelKind::Polynomial: {
        const Block base = m_kernel.gamma * dotProducts(point, first) + m_kernel.coef0;
        Block power = base;
        for (int exponent = 1; exponent < m_kernel.degree; ++exponent)
            power *= base;
        return power;
    }
    case KernelKind::Sigmoid:
        return (m_kernel.gamma * dotProducts(point, first) + m_kernel.coef0).tanh();
    }
    return Block::Zero();
}

double KernelExpansion::operator()(const Eigen::Ref<const Eigen::RowVectorXd>& point) const
{
    Block sum = Block::Zero();
    for (Eigen::Index first = 0; first < m_alpha.size(); first += BlockRows)
        sum += m_alpha.segment<BlockRows>(first) * kernelValues(point, first);
    return sum.sum();
}

} // namespace perimeter
