using Emotune.Model.Stages;

namespace Emotune.Pipeline.Plan;

/// <summary>What is known of a stage whatever the experiment.</summary>
/// <param name="Folder">The name of the folder that its files go to.</param>
/// <param name="Version">The version of the stage's own code: part of its key, raised by hand in the commit that changes what the stage
/// computes, and only then.</param>
/// <param name="IsPerRun">Whether each run and seed has the stage; otherwise all of them share one.</param>
/// <param name="Files">Every file that it may write, apart from copies of what it reads.</param>
public sealed record StageDefinition(StageKind Kind, string Folder, int Version, bool IsPerRun, IReadOnlyList<string> Files)
{
    /// <summary>Every file that it writes for an extra set; empty where extra sets do not have the stage.</summary>
    public IReadOnlyList<string> ExtraSetFiles { get; init; } = [];

    /// <summary>All stages in the order in which an experiment's data passes through them.</summary>
    public static IReadOnlyList<StageDefinition> All { get; } =
    [
        new(StageKind.Prepare, StageLayout.Prepare.Folder, Version: 2, IsPerRun: false,
            [
                StageLayout.Prepare.Train, StageLayout.Prepare.Validation, StageLayout.Prepare.Test, StageLayout.Prepare.LabelMap,
                StageLayout.Prepare.LabelFrequencies, StageLayout.Prepare.Statistics, StageLayout.Prepare.ExplainedRows,
            ])
        {
            ExtraSetFiles = [StageLayout.Prepare.ExtraSetRows, StageLayout.Prepare.ExtraSet],
        },
        new(StageKind.Pretrain, StageLayout.Pretrain.Folder, Version: 1, IsPerRun: false,
            [ModelLayout.Configuration, ModelLayout.Weights, StageLayout.Pretrain.TrainingLog]),
        new(StageKind.Train, StageLayout.Train.Folder, Version: 3, IsPerRun: true,
            [
                ModelLayout.Configuration, ModelLayout.Weights, ModelLayout.AdapterConfiguration, ModelLayout.AdapterWeights,
                ModelLayout.Head, ModelLayout.HeadWeights,
                StageLayout.Train.Parameters, StageLayout.Train.TrainingLog, StageLayout.Train.ValidationLog,
            ]),
        new(StageKind.Predict, StageLayout.Predict.Folder, Version: 2, IsPerRun: true,
            [StageLayout.Predict.Validation, StageLayout.Predict.Test])
        {
            ExtraSetFiles = [StageLayout.Predict.ExtraSetLogits],
        },
        new(StageKind.Calibrate, StageLayout.Calibrate.Folder, Version: 2, IsPerRun: true,
            [StageLayout.Calibrate.Calibration, StageLayout.Calibrate.Thresholds]),
        new(StageKind.Evaluate, StageLayout.Evaluate.Folder, Version: 5, IsPerRun: true,
            [
                StageLayout.Evaluate.Metrics, StageLayout.Evaluate.PerLabel, StageLayout.Evaluate.Reliability,
                StageLayout.Evaluate.ThresholdCurves, StageLayout.Evaluate.LabelConfusion,
            ])
        {
            ExtraSetFiles = [StageLayout.Evaluate.Metrics, StageLayout.Evaluate.PerLabel],
        },
        new(StageKind.Explain, StageLayout.Explain.Folder, Version: 3, IsPerRun: true,
            [StageLayout.Explain.Attributions, StageLayout.Explain.TokenImportance]),
        new(StageKind.Compare, StageLayout.Compare.Folder, Version: 2, IsPerRun: false,
            [
                StageLayout.Compare.Comparison, StageLayout.Compare.Agreement, StageLayout.Compare.AgreementTable,
                StageLayout.Compare.Faithfulness, StageLayout.Compare.LabelWords, StageLayout.Compare.Sizes,
            ]),
        // The plots depend on the results: the manifest stands for them.
        new(StageKind.Plot, StageLayout.Plot.Folder, Version: 2, IsPerRun: false, []),
        new(StageKind.Report, StageLayout.Report.Folder, Version: 5, IsPerRun: false,
            [
                StageLayout.Report.Page, StageLayout.Report.Markdown, StageLayout.Report.Results, StageLayout.Report.PerLabel,
                StageLayout.Report.ExtraSets, StageLayout.Report.Costs, StageLayout.Report.ResultsText,
            ]),
    ];

    public static StageDefinition Of(StageKind kind) => All.Single(d => d.Kind == kind);
}
