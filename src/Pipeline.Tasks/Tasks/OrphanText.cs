using System.Globalization;
using Emotune.Pipeline.Execution;
using Emotune.Platform;

namespace Emotune.Pipeline.Tasks;

/// <summary>What is said of results that belong to nothing in the experiment's file.</summary>
internal static class OrphanText
{
    public static string Removable(OrphanRun orphan, ExperimentSession experiment) =>
        $"{Name(orphan, experiment.Artifacts)} belongs to no run of '{experiment.Spec.Name}'. This command removes it: "
        + experiment.Command.For("Clean").With("Orphans", "true");

    public static string Kept(OrphanRun orphan, ArtifactFolder artifacts) =>
        $"{Name(orphan, artifacts)} is kept until {Day(orphan.KeptUntil)}, because it was made with {orphan.With} on "
        + $"{Day(orphan.Trained)}.";

    private static string Name(OrphanRun orphan, ArtifactFolder artifacts) => PathText.Below(artifacts.Root, orphan.Folder);

    private static string Day(DateTimeOffset? time) => time!.Value.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
