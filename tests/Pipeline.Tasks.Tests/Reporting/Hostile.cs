using Emotune.Calibration;
using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>Texts that try to be more than text.</summary>
internal static class Hostile
{
    public const string Script = "<script>alert(1)</script>\"'&`|*[x](y)";
    public const string Override = "\u202Egnp.exe\u2066\u0007\uD800";
    public static readonly string Long = new('W', 10_000);

    // The same hostile text wherever a user's own words can stand.
    public static ReportInput Input(string hostile)
    {
        var run = MadeUp.Run(hostile, FineTuningMethod.Lora, 1);
        var input = MadeUp.Input(1, run with
        {
            Evaluation = run.Evaluation! with { Labels = [run.Evaluation.Labels[0] with { Name = hostile }] },
            Calibration = [new(hostile, CalibrationMap.Identity, 0.5, hostile)],
            Mistakes = new Mistakes([new(0, hostile, [hostile], hostile, true, 0.01)], [new(0, hostile, [hostile], hostile, true, 0.01)]),
            Attributions = [new(0, hostile, [hostile], [new(hostile, 0, hostile.Length)], [new(hostile, 0.5, true, 0, 1, [1], 0)])],
            ThresholdCurves = [.. run.ThresholdCurves.Select(p => p with { Label = hostile })],
            Confusion = run.Confusion! with { Labels = [hostile] },
            Costs = new Dictionary<string, StageCost> { ["train"] = MadeUp.Cost(1, 1, 1) with { Processor = hostile, Host = hostile } },
            Provenance = [new(hostile, hostile, hostile)],
            ExtraSets = new Dictionary<string,
            ExtraSetReport>
            { [hostile] = MadeUp.Input(1, run).WithExtraSets(hostile).Runs[0].ExtraSets[hostile] },
        }, MadeUp.Failed("failed", FineTuningMethod.Full, hostile));
        return input with
        {
            Title = hostile,
            Experiment = hostile,
            ResolvedExperiment = hostile,
            Dataset = input.Dataset with { Labels = [input.Dataset.Labels[0] with { Name = hostile }] },
            Card = new DataCard(hostile, hostile, hostile, hostile, hostile, hostile),
            Versions = [new(hostile, hostile)],
            Contrasts = [MadeUpComparison.Contrast(hostile, hostile, hostile, -0.01, 0.01)],
            Agreements = [new(AgreementKind.Runs, hostile, hostile, 1, 1, 0, [])],
            LabelWords = [new(hostile, hostile, 1, hostile, 1, 1, 1)],
            InputFiles = [new(hostile, hostile)],
            ExtraSets = [
                new(new(hostile, 1, 0, 0, 1, 0, 0, 1, 1, 1, 1, []),
                    new([new(hostile, [hostile], 1), new(hostile, [], 1)], [new(hostile, [hostile], [hostile])], [hostile]))],
            Baseline = new(hostile, [new(hostile, 42, [new(hostile, 0.1, 0.2, 0.1, null, null, null)])]),
        };
    }
}
