// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace perimeter {

/// What went wrong, without prose: explorer/wording/phrasing.cpp turns each code and its arguments into one sentence.
/// The comment after a code names its arguments in order.
enum class ErrorCode {
    Cancelled,

    // data
    FileNotFound,              ///< path
    FileUnreadable,            ///< path, reason of the system
    FileEmpty,                 ///< path
    PathIsDirectory,           ///< path
    FileNotSeekable,           ///< path
    BinaryFile,                ///< path
    NulByte,                   ///< path, line
    InvalidEncoding,           ///< path, line
    LineTooLong,               ///< path, line, bytes allowed
    UnclosedQuote,             ///< path, line of the record it is in
    RaggedRow,                 ///< path, line, fields found, fields expected
    NamesMismatch,             ///< path, names given, columns in the file
    ZeekHeaderMissing,         ///< path, "#fields" or "#types"
    JsonLineBroken,            ///< path, line
    FileDamaged,               ///< path, reason of the engine
    UnknownColumn,             ///< name, nearest name or nothing
    ColumnIsText,              ///< name
    NoColumnsLeft,             ///< of a step that keeps or drops columns
    UnknownRow,                ///< row number
    NameTwice,                 ///< name
    ExpressionSyntax,          ///< step, expression, position, text found there (nothing: its end)
    ExpressionTooLong,         ///< step, expression
    ExpressionNotAllowed,      ///< step, expression, position, text found there
    ExpressionUnknownColumn,   ///< step, expression, position, name, nearest name or nothing
    ExpressionUnknownFunction, ///< step, expression, position, name, nearest name or nothing
    ExpressionArguments,       ///< step, expression, position, function, arguments found, fewest, most
    FloorNotPositive,          ///< column, floor
    ExpressionType,            ///< step, expression, position, kind expected, kind found
    TimeLimit,                 ///< seconds
    OutOfMemory,
    EngineFailed, ///< reason of the engine

    // detectors
    NuOutOfRange,              ///< value
    GammaNotPositive,          ///< value
    ToleranceNotPositive,      ///< value
    DegreeOutOfRange,          ///< value
    Coef0NotFinite,            ///< value
    ContaminationOutOfRange,   ///< value
    SupportFractionOutOfRange, ///< value
    LogarithmUndefined,        ///< column index from 0, number of rows at or below −1
    TooFewRows,                ///< rows, rows needed
    RowsAllEqual,              ///< rows
    KernelOverflow,            ///< largest kernel value
    SolverNotStarted,          ///< reason of the system
    SolverDied,                ///< how its process ended
    SolverStalled,             ///< iterations
    ValuesTooLarge,            ///< largest value
    ValuesTooClose,            ///< largest distance between two values of a column
    CostNotPositive,           ///< value
    OneClassLabelled,          ///< labelled outliers, labelled inliers

    // evaluation
    LabelNotBinary,  ///< column, a value of it that is neither 0 nor 1 (or "text")
    NoSuchLabel,     ///< column that is to be made with --label
    NothingLabelled, ///< column
    SplitEmpty,      ///< training rows, test rows
    ShareOutOfRange, ///< value
    SweepOutOfRange, ///< from, to, steps
    TooManyToLabel,  ///< rows, rows that can be

    // explorer
    TooFewAxes,       ///< path
    NumberUnreadable, ///< text found where a number stands
    TooManyRowsExact, ///< rows, rows that can be learned from one by one

    // trained models
    NothingTrained,         ///< no detector has a frontier
    UnfollowableFormat,     ///< of a file that grows
    StepNeedsAllRows,       ///< step from 1
    FeatureMissing,         ///< name, nearest name or nothing
    DetectorNotInModel,     ///< path
    ModelTooLarge,          ///< path, bytes, bytes read at most
    NotAModel,              ///< path
    ModelCutOff,            ///< path, byte at which it is no JSON
    ModelTooNew,            ///< path, format, newest format known
    ModelDamaged,           ///< path, place in the document
    LibsvmModelDamaged,     ///< path, line
    LibsvmFeatureUnnamed,   ///< path, line, feature from 1, features named
    LibsvmFeaturesFewer,    ///< path, features in it, features named
    LibsvmModelOurs,        ///< path of a model of Perimeter's
    LibsvmModelNotOneClass, ///< path, its type
    LibsvmNeedsOneClass,    ///< of a model without a one-class SVM
    ScalingNotLinear,       ///< of a scaling that svm-scale has not

    // documents
    NotADocument,    ///< path
    DocumentCutOff,  ///< path, byte at which it is no JSON
    DocumentTooNew,  ///< path, format, newest format known
    DocumentDamaged, ///< path, place in the document
    DataMissing,     ///< name of the file
    DataChanged,     ///< path
    NoRecipe,        ///< path of a figure
    NotVerified,     ///< path of a figure

    // figure, table, report
    FigureFormatUnknown,   ///< path
    FigureSizeOutOfRange,  ///< width, height in mm
    FigureFontUnknown,     ///< family
    TextSizeOutOfRange,    ///< points
    PaneUnknown,           ///< pane asked for, panes there are
    DpiOutOfRange,         ///< dpi
    FigureNotPainted,      ///< path
    FrontierFormatUnknown, ///< path
    NoFrontier,            ///< of an exploration none of whose detectors has one
    TableFormatUnknown,    ///< path
    ReportFormatUnknown,   ///< path

    // command line
    FlagInvalid,   ///< flag, value given, what it takes
    FlagMissing,   ///< flag, what it takes
    FlagsClash,    ///< flag, another that it cannot go with
    ChoiceUnknown, ///< value given, what there is
    NoDisplay,

    // writing
    CannotWrite,      ///< path, reason of the system
    NotAFile,         ///< path of something else that is there
    UnknownExtension, ///< path, extension
};

/// A failure as a value: the code and what its sentence needs, as UTF-8 text in the C locale.
struct Error {
    ErrorCode code;
    std::vector<std::string> arguments = {};

    bool operator==(const Error&) const = default;
};

} // namespace perimeter
