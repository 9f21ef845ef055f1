using Emotune.Model.Stages;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Plan;

/// <summary>
/// The stages of extra sets: one Prepare a set, one Predict and one Evaluate a set, run and seed, each in a folder of its own. No stage
/// of the experiment's own data reads them, so that no edit of a set makes anything of those stale.
/// </summary>
internal static class ExtraSetPlan
{
    public static StageNode Prepare(ExperimentSpec spec, ExperimentFiles files, ExtraSetSpec set)
    {
        // Paths are inputs, not parameters: a file that moves is the same file.
        var parameters = SpecParameters.For(set).Where(p => p.Key is not ("file" or "labels"))
            .Concat(LabelSources.OfSet(set))
            .Concat(SpecParameters.For(spec, null, "data.encoding", "data.clean", "data.max_length")).ToDictionary();
        var labels = files.Data.Where(f => f.Name == "data.labels").ToList();
        // Without a file of them the experiment's labels are its columns', or those of its training rows.
        if (labels.Count == 0)
        {
            labels = [.. files.Data.Where(f => f.Name == "data.train" && spec.Data.Columns?.LabelIndicators is null)];
            foreach (var (name, value) in SpecParameters.For(spec, null, "data.format", "data.columns", "data.limit.train")
                .Concat(LabelSources.OfData(spec.Data)))
            {
                parameters.Add(name, value);
            }
        }
        return new(StageKind.Prepare, null, null, StageFolder.OfExtraSet(set.Name), parameters,
            [.. files.ExtraSets.GetValueOrDefault(set.Name, []).Concat(labels).Concat(files.TokenizerAndClass)
                .Select(f => new StageInput(f.Name, f.Path))])
        {
            ExtraSet = set.Name,
        };
    }

    /// <summary>Of one run and seed, after the same stages on the experiment's own data: all but the comments is the same.</summary>
    public static IEnumerable<StageNode> For(StageNode predict, StageNode evaluate, string set)
    {
        var (run, seed, data) = (predict.Run!, predict.Seed!.Value, StageFolder.OfExtraSet(set));
        var comments = StageInput.Artifact(data, StageLayout.Prepare.ExtraSetRows);
        // Of the experiment's own data, the labels alone.
        var labels = StageInput.Artifact(StageLayout.Prepare.Folder, StageLayout.Prepare.LabelMap);
        var own = predict.Inputs.Where(i => i.Producer != StageLayout.Prepare.Folder || i == labels);
        var logits = StageFolder.Of(StageKind.Predict, run, seed, set);
        return
        [
            predict with { Folder = logits, Inputs = [.. own, comments], ExtraSet = set },
            evaluate with
            {
                Folder = StageFolder.Of(StageKind.Evaluate, run, seed, set),
                Inputs = [
                    .. evaluate.Inputs, comments, StageInput.Artifact(data, StageLayout.Prepare.ExtraSet),
                    StageInput.Artifact(logits, StageLayout.Predict.ExtraSetLogits)],
                ExtraSet = set,
            },
        ];
    }

    /// <summary>What the report shows.</summary>
    public static IEnumerable<StageInput> Shown(ExperimentSpec spec, IEnumerable<StageNode> perRun) =>
    [
        .. (spec.Evaluation.ExtraSets ?? [])
            .Select(s => StageInput.Artifact(StageFolder.OfExtraSet(s.Name), StageLayout.Prepare.ExtraSet)),
        .. perRun.Where(s => s.ExtraSet is not null && s.Kind == StageKind.Evaluate)
            .Select(s => StageInput.Artifact(s.Folder, StageLayout.Evaluate.Metrics)),
    ];
}
