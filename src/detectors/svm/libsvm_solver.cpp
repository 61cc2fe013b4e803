// SPDX-License-Identifier: GPL-3.0-or-later
#include "detectors/svm/libsvm_solver.h"

#include "detectors/svm/child_process.h"

#include <libsvm/svm.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <vector>

namespace perimeter {

namespace {

/// libsvm announces its progress by text alone: a dot after every so many iterations, and their number at the end. Its
/// hook takes no context, hence one static account; it is used in the child process only.
struct IterationAccount {
    long perDot = 0;
    long most = 0;
    long counted = 0;
    long reported = 0;
};

IterationAccount& account()
{
    static IterationAccount only;
    return only;
}

constexpr int inlierLabel = 1;
constexpr int outlierLabel = -1;

struct Answer {
    double rho = 0;
    long iterations = 0;
    bool converged = false;
};

template <typename T>
std::span<const std::byte> bytesOf(const T& value)
{
    return std::as_bytes(std::span(&value, 1));
}

/// libsvm's sparse rows: every feature with its index from 1, then an end mark.
struct Nodes {
    explicit Nodes(const PointsRef& points)
        : nodes(static_cast<std::size_t>(points.rows() * (points.cols() + 1))),
          rows(static_cast<std::size_t>(points.rows())), labels(static_cast<std::size_t>(points.rows()), 1)
    {
        svm_node* node = nodes.data();
        for (Eigen::Index row = 0; row < points.rows(); ++row) {
            rows[static_cast<std::size_t>(row)] = node;
            for (Eigen::Index column = 0; column < points.cols(); ++column)
                *node++ = {static_cast<int>(column) + 1, points(row, column)};
            *node++ = {-1, 0};
        }
    }

    std::vector<svm_node> nodes;
    std::vector<svm_node*> rows;
    std::vector<double> labels;
};

int kernelType(KernelKind kind)
{
    switch (kind) {
    case KernelKind::Rbf:
        return RBF;
    case KernelKind::Linear:
        return LINEAR;
    case KernelKind::Polynomial:
        return POLY;
    case KernelKind::Sigmoid:
        return SIGMOID;
    }
    return RBF;
}

svm_parameter parameters(int type, const Kernel& kernel, double tolerance)
{
    svm_parameter parameter{};
    parameter.svm_type = type;
    parameter.kernel_type = kernelType(kernel.kind);
    parameter.degree = kernel.degree;
    parameter.gamma = kernel.gamma;
    parameter.coef0 = kernel.coef0;
    parameter.cache_size = 200;
    parameter.eps = tolerance;
    parameter.shrinking = 1;
    return parameter;
}

/// Runs in the child. `alpha` holds zeros, one per row, allocated before the fork.
void train(const svm_problem& rows, const svm_parameter& parameter, Eigen::VectorXd& alpha, const ChildPipe& pipe)
{
    svm_set_print_string_function([](const char* text) {
        IterationAccount& iterations = account();
        if (std::strcmp(text, ".") == 0)
            iterations.counted += iterations.perDot;
        std::sscanf(text, "\noptimization finished, #iter = %ld", &iterations.reported);
        if (iterations.counted > iterations.most)
            throw iterations.counted;
    });
    Answer answer;
    try {
        const svm_model* const model = svm_train(&rows, &parameter);
        // Of two classes the first one met is the positive one, unless libsvm swaps them.
        const double sign = parameter.svm_type == C_SVC && model->label[0] != inlierLabel ? -1 : 1;
        for (int i = 0; i < model->l; ++i)
            alpha[model->sv_indices[i] - 1] = sign * model->sv_coef[0][i];
        answer = {sign * model->rho[0], account().reported, true};
    } catch (long counted) {
        answer = {0, counted, false};
    } catch (...) {
        ChildPipe::leave(1);
    }
    pipe.write(bytesOf(answer));
    pipe.write(std::as_bytes(std::span(alpha.data(), static_cast<std::size_t>(alpha.size()))));
}

/// Trains in a child process.
Expected<OneClassSolution> solve(Nodes& nodes, const svm_parameter& parameter, long most, Progress& progress)
{
    const svm_problem rows{static_cast<int>(nodes.rows.size()), nodes.labels.data(), nodes.rows.data()};
    Eigen::VectorXd alpha = Eigen::VectorXd::Zero(rows.l);
    const IterationAccount fresh{std::min<long>(rows.l, 1000), most};

    PERIMETER_TRY(ChildProcess child, ChildProcess::start([&](const ChildPipe& pipe) {
                      account() = fresh;
                      train(rows, parameter, alpha, pipe);
                  }));
    Answer answer;
    PERIMETER_CHECK(child.read(std::as_writable_bytes(std::span(&answer, 1)), progress));
    const std::span<double> weights(alpha.data(), static_cast<std::size_t>(alpha.size()));
    PERIMETER_CHECK(child.read(std::as_writable_bytes(weights), progress));
    return OneClassSolution{std::move(alpha), answer.rho, answer.iterations, answer.converged};
}

} // namespace

Expected<OneClassSolution> solveWithLibsvm(const PointsRef& points, const OneClassProblem& problem, Progress& progress)
{
    Nodes nodes(points);
    svm_parameter parameter = parameters(ONE_CLASS, problem.kernel, problem.tolerance);
    parameter.nu = problem.nu;
    return solve(nodes, parameter, problem.iterations, progress);
}

Expected<OneClassSolution> solveTwoClassWithLibsvm(const PointsRef& points, std::span<const std::uint8_t> outlier,
                                                   const TwoClassProblem& problem, Progress& progress)
{
    Nodes nodes(points);
    std::ranges::transform(outlier, nodes.labels.begin(),
                           [](std::uint8_t each) { return each ? outlierLabel : inlierLabel; });
    std::array labels = {inlierLabel, outlierLabel};
    std::array costs = {problem.inlierCost, problem.outlierCost};
    svm_parameter parameter = parameters(C_SVC, problem.kernel, problem.tolerance);
    parameter.C = 1;
    parameter.nr_weight = static_cast<int>(labels.size());
    parameter.weight_label = labels.data();
    parameter.weight = costs.data();
    return solve(nodes, parameter, problem.iterations, progress);
}

} // namespace perimeter
