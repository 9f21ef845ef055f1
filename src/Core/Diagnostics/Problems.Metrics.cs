namespace Emotune.Diagnostics;

/// <content>EXP5xxx: calibration and metrics.</content>
internal static partial class Problems
{
    public static readonly DiagnosticKind PredictionShapes = new("EXP5001",
        "{0}: there are {1} logits and {2} truth values for {3} labels. Both must have as many values as rows × labels, and there must "
        + "be at least one label.");
    public static readonly DiagnosticKind EmptySplit = new("EXP5002",
        "{0}: there are no rows. At least one row is needed.");
    public static readonly DiagnosticKind LogitNotFinite = new("EXP5003",
        "{0}: the logit at row {1}, label {2} (counted from zero) is {3}. Every logit must be finite.");
    public static readonly DiagnosticKind TruthNotBinary = new("EXP5004",
        "{0}: the truth at row {1}, label {2} (counted from zero) is {3}. It must be 0 or 1.");
    public static readonly DiagnosticKind NoPositives = new("EXP5005",
        "{0}: none of the {1} rows carries a label. Calibration, thresholds and early stopping need at least one row that does.");
    public static readonly DiagnosticKind LabelCountMismatch = new("EXP5006",
        "The {0} is for {1} labels, but the predictions are for {2} labels. Both must come from the same list of labels.");
    public static readonly DiagnosticKind EvaluationSettingOutOfRange = new("EXP5008",
        "{0} is {1}. It must be {2}.");
    public static readonly DiagnosticKind PairedRunsDiffer = new("EXP5009",
        "The two runs cannot be compared: their test splits have {0} and {1} rows, or different true labels. Both must be evaluated on "
        + "the same rows.");
    public static readonly DiagnosticKind CommentsInTrain = new("EXP5011",
        "{0} of the {1} comments of '{2}' are also in 'data.train' ({3} %). Figures that are measured or chosen on them are too good. "
        + "No comment may be in two splits: take them out of one of the two files.");
    public static readonly DiagnosticKind FoldsOutOfRange = new("EXP5010",
        "Cross-fitting has {0} folds for {1} validation rows. It needs at least 2 folds and at least one row for each fold.");
}
