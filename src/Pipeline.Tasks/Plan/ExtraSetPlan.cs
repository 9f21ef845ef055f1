using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Plan;

/// <summary>
/// The stages of extra sets: one Prepare a set, one Predict and one Evaluate a set, run and seed, each in a folder of its own. No stage
/// of the
/// experiment's own data reads them, so that no edit of a set makes anything of those stale.
/// </summary>
public static class ExtraSetPlan
{
    /// <summary>Of the experiment's artifacts, and of a run and seed.</summary>
    public const string Root = "extra_sets";

    /// <summary>Of a run and seed, as their folders are called.</summary>
    public static readonly IReadOnlyList<string> Stages = ["predict", "evaluate"];

    public static string Folder(string set) => $"{Root}/{set}";

    /// <summary>Below the folder of a run and seed.</summary>
    public static string Folder(string set, string stage) => $"{Root}/{set}/{stage}";

    internal static StageNode Prepare(ExperimentSpec spec, ExperimentFiles files, ExtraSetSpec set)
    {
        // Paths are inputs, not parameters: a file that moves is the same file.
        var parameters = SpecParameters.For(set).Where(p => p.Key is not ("file" or "labels"))
            .Concat(SpecParameters.For(spec, null, "data.clean", "data.max_length")).ToDictionary();
        var labels = files.Data.Where(f => f.Name == "data.labels").ToList();
        // Without a file of them the experiment's labels are its columns', or those of its training rows.
        if (labels.Count == 0)
        {
            labels = [.. files.Data.Where(f => f.Name == "data.train" && spec.Data.Columns?.LabelIndicators is null)];
            foreach (var (name, value) in SpecParameters.For(spec, null, "data.format", "data.columns", "data.limit.train"))
                parameters.Add(name, value);
        }
        return new(StageKind.Prepare, null, null, Folder(set.Name), parameters,
            [.. files.ExtraSets.GetValueOrDefault(set.Name, []).Concat(labels).Concat(files.Tokenizer)
                .Select(f => new StageInput(f.Name, f.Path))])
        {
            ExtraSet = set.Name,
        };
    }

    /// <summary>Of one run and seed, after the same stages on the experiment's own data: all but the comments is the same.</summary>
    internal static IEnumerable<StageNode> For(StageNode predict, StageNode evaluate, string set)
    {
        var folder = RunPlan.Folder(predict.Run!, predict.Seed!.Value);
        var comments = StageInput.Artifact(Folder(set), StageFiles.ExtraSetRows);
        var own = predict.Inputs.Where(
            i => i.Producer != StagePlan.DataFolder || i.Name.EndsWith(StageFiles.LabelMap, StringComparison.Ordinal));
        var logits = $"{folder}/{Folder(set, "predict")}";
        return
        [
            predict with { Folder = logits, Inputs = [.. own, comments], ExtraSet = set },
            evaluate with
            {
                Folder = $"{folder}/{Folder(set, "evaluate")}",
                Inputs = [
                    .. evaluate.Inputs, comments, StageInput.Artifact(Folder(set), StageFiles.ExtraSet),
                        StageInput.Artifact(logits, StageFiles.ExtraSetLogits)],
                ExtraSet = set,
            },
        ];
    }

    /// <summary>What the report shows.</summary>
    internal static IEnumerable<StageInput> Shown(ExperimentSpec spec, IEnumerable<StageNode> perRun) =>
    [
        .. (spec.Evaluation.ExtraSets ?? []).Select(s => StageInput.Artifact(Folder(s.Name), StageFiles.ExtraSet)),
        .. perRun.Where(s => s.ExtraSet is not null && s.Kind == StageKind.Evaluate)
            .Select(s => StageInput.Artifact(s.Folder, StageFiles.Metrics)),
    ];
}
