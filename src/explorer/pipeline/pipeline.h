// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluation/cross_validation.h"
#include "explorer/pipeline/memo.h"
#include "explorer/pipeline/warm_starts.h"
#include "explorer/stages/default_axes.h"
#include "explorer/stages/labels.h"
#include "explorer/stages/tracing.h"
#include "explorer/storage/file_stamp.h"
#include "explorer/value/exploration.h"

#include <memory>
#include <string>
#include <vector>

namespace perimeter {

/// Folds of a cross-validation.
inline constexpr std::size_t mostFolds = 5;

/// The stages from a source to a frontier, each remembered by its inputs: moving ν reruns the fit and what follows,
/// never the load. Every function may be called from any thread; results are shared and never change.
class Pipeline {
public:
    /// `budget` bounds the bytes remembered; of tables with more rows than `mostHeld` none is held in memory.
    explicit Pipeline(std::size_t budget = std::size_t{512} << 20, std::int64_t mostHeld = mostHeldRows);

    /// The opened source; read again only after forget().
    [[nodiscard]] Expected<Table> table(const Source& source, Progress& progress);
    /// Of the files of a source as they were when table() read them, in the order of pathsOf(); null where it did not.
    [[nodiscard]] std::shared_ptr<const std::vector<FileStamp>> stamps(const Source& source) const;
    /// Lets the next call read files anew.
    void forget();

    [[nodiscard]] Expected<Table> prepared(const Exploration& exploration, Progress& progress);
    /// The exploration with its axes' columns filled in where they are empty, and checked.
    [[nodiscard]] Expected<Exploration> resolved(const Exploration& exploration, Progress& progress);

    // From here on explorations are resolved ones.
    [[nodiscard]] Expected<std::shared_ptr<const Projection>> projection(const Exploration& exploration,
                                                                         Progress& progress);
    [[nodiscard]] Expected<std::shared_ptr<const ScaledPoints>> scaled(const Exploration& exploration,
                                                                       Progress& progress);
    /// The labels of the projection's points. Errors: those of readLabels.
    [[nodiscard]] Expected<std::shared_ptr<const Labels>> labels(const Exploration& exploration, Progress& progress);
    /// The cells that a detector learns from; null where it learns from the rows.
    [[nodiscard]] Expected<std::shared_ptr<const Binned>> binned(const Exploration& exploration, DetectorKind detector,
                                                                 Progress& progress);
    /// The points to be seen: the projection, or what stands for its cells where rows are not held.
    [[nodiscard]] Expected<std::shared_ptr<const Projection>> drawn(const Exploration& exploration,
                                                                    DetectorKind detector, Progress& progress);
    /// A one-class SVM goes on from the fit before it in its chain.
    [[nodiscard]] Expected<std::shared_ptr<const DetectorFit>>
    fit(const Exploration& exploration, DetectorKind detector, Progress& progress, int chain = 0);
    [[nodiscard]] Expected<std::shared_ptr<const FrontierLines>> frontier(const Exploration& exploration,
                                                                          DetectorKind detector, const Plane& plane,
                                                                          int columns, int rows, Progress& progress);

    /// What two-class SVMs say of the labelled points, in the order of the labels, that they did not learn from: in
    /// `mostFolds` stratified folds, or fewer where a class has fewer rows. Null where one has fewer than two.
    [[nodiscard]] Expected<std::shared_ptr<const CrossValidation>> crossValidation(const Exploration& exploration,
                                                                                   Progress& progress);

private:
    struct PreparedKey {
        Source source;
        Preparation preparation;
        bool operator==(const PreparedKey&) const = default;
    };
    struct ProjectionKey {
        PreparedKey prepared;
        std::vector<std::string> features;
        bool operator==(const ProjectionKey&) const = default;
    };
    struct ScaledKey {
        ProjectionKey projection;
        ScalingKind scaling;
        bool operator==(const ScaledKey&) const = default;
    };
    struct LabelsKey {
        ProjectionKey projection;
        LabelSource source;
        bool operator==(const LabelsKey&) const = default;
    };
    struct CellsKey {
        ScaledKey scaled;
        double length;
        bool operator==(const CellsKey&) const = default;
    };
    struct TwoClassInputs {
        TwoClassSvmOptions options;
        LabelSource labels;
        bool operator==(const TwoClassInputs&) const = default;
    };
    /// Only the options of the detector itself, so that a change of another's leaves its fit alone.
    using DetectorOptions = std::variant<OneClassSvmOptions, RobustOptions, EmpiricalOptions, TwoClassInputs>;
    struct FitKey {
        ScaledKey scaled;
        std::optional<double> cells; ///< the length that decides them; nothing where rows are learned from
        DetectorOptions options;
        bool operator==(const FitKey&) const = default;
    };
    /// Fits whose rows, cells and weights are the same help each other, in their chain.
    struct WarmKey {
        ScaledKey scaled;
        std::optional<double> cells;
        int chain;
        bool operator==(const WarmKey&) const = default;
    };
    struct FrontierKey {
        FitKey fit;
        AxisScale xScale, yScale;
        double xMin, xMax, yMin, yMax;
        int columns, rows;
        bool operator==(const FrontierKey&) const = default;
    };

    struct ValidationKey {
        ProjectionKey projection;
        ScalingKind scaling;
        TwoClassInputs inputs;
        std::uint64_t seed;
        bool operator==(const ValidationKey&) const = default;
    };

    [[nodiscard]] Expected<Table> prepared(const PreparedKey& key, Progress& progress);
    [[nodiscard]] static ProjectionKey projectionKey(const Exploration& exploration);
    [[nodiscard]] static ScaledKey scaledKey(const Exploration& exploration);
    /// The length that decides the cells; nothing where detectors learn from the rows.
    [[nodiscard]] Expected<std::optional<double>> lengthOfCells(const Exploration& exploration, DetectorKind detector,
                                                                Progress& progress);
    [[nodiscard]] Expected<FitKey> fitKey(const Exploration& exploration, DetectorKind detector, Progress& progress);
    [[nodiscard]] Expected<TrainingPoints> trainingPoints(const Exploration& exploration, DetectorKind detector,
                                                          Progress& progress);
    [[nodiscard]] Expected<std::shared_ptr<const Learned>>
    learned(const Exploration& exploration, DetectorKind detector, int chain, Progress& progress);
    [[nodiscard]] Expected<DetectorFit> concluded(const Exploration& exploration, DetectorKind detector, int chain,
                                                  Progress& progress);

    std::int64_t m_mostHeld;
    mutable Memo<Source, std::vector<FileStamp>> m_stamps;
    Memo<Source, Table> m_tables;
    Memo<PreparedKey, Table> m_prepared;
    Memo<PreparedKey, AxisOrder> m_axes;
    Memo<ProjectionKey, Projection> m_projections;
    Memo<ScaledKey, ScaledPoints> m_scaled;
    Memo<LabelsKey, Labels> m_labels;
    Memo<CellsKey, Binned> m_binned;
    WarmStarts<WarmKey> m_warm;
    Memo<FitKey, Learned> m_learned;
    Memo<FitKey, DetectorFit> m_fits;
    Memo<ValidationKey, CrossValidation> m_validations;
    Memo<FrontierKey, FrontierLines> m_frontiers;
};

} // namespace perimeter
