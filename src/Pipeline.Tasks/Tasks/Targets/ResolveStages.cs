using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Results;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Finds out which stages of one kind are stale, now that those before it are up to date.</summary>
public sealed class ResolveStages : PipelineTask
{
    [Required]
    public string Stage { get; set; } = "";

    /// <summary>Whether it is the report before the explanations that is asked for.</summary>
    public bool FiguresAlone { get; set; }

    /// <summary>The key files, each with its stage's manifest: the inputs and outputs that MSBuild compares.</summary>
    [Output]
    public ITaskItem[] Stages { get; private set; } = [];

    protected override void Run()
    {
        var kind = Enum.Parse<StageKind>(Stage);
        var items = new List<ITaskItem>();
        foreach (var experiment in Session.Experiments)
        {
            foreach (var node in Nodes(experiment, kind).Where(n => !experiment.Failures.Block(n)))
            {
                var status = experiment.Status(node);
                experiment.Resolver.Publish(status);
                // A build that finds the data prepared warns of it as the one that prepared it did.
                if (status.IsFresh && node is { Kind: StageKind.Prepare, ExtraSet: null })
                    Warn(DataWarnings.In(experiment));
                items.Add(ItemOf(experiment, node));
            }
        }
        Stages = [.. items];
    }

    private IEnumerable<StageNode> Nodes(ExperimentSession experiment, StageKind kind) =>
        !FiguresAlone ? experiment.StagesOf(kind) : experiment.NeedsFiguresReport() ? [experiment.Plan.FiguresReport] : [];

    // MSBuild unescapes what an item is made of, so a % or ; of the user's folder has to be escaped first.
    private static TaskItem ItemOf(ExperimentSession experiment, StageNode node) =>
        new(MSBuildText.Escape(experiment.Artifacts.KeyFile(node)), new Dictionary<string, string>
        {
            ["Experiment"] = experiment.Spec.Name,
            ["Title"] = node.Title,
            ["Manifest"] = MSBuildText.Escape(experiment.Artifacts.Manifest(node)),
        });
}
