using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Platform;

namespace Emotune.Pipeline.Tasks;

/// <summary>The command that builds an experiment with the properties that a task was given.</summary>
internal static class TypedCommand
{
    /// <param name="experiment">The name or path, as it was given.</param>
    public static BuildLine Of(ExperimentTask task, string experiment, StartFolder start)
    {
        var repository = Path.GetDirectoryName(task.Project) ?? "";
        (string Name, string? Value)[] given =
        [
            (nameof(task.Experiment), experiment),
            (nameof(task.ExperimentsFolder), OtherThan("experiments", task.ExperimentsFolder)),
            (nameof(task.Set), task.Set),
            (nameof(task.Overrides), task.Overrides),
            (nameof(task.DatasetsRoot), task.DatasetsRoot),
            (nameof(task.ModelsRoot), task.ModelsRoot),
            (nameof(task.ArtifactsRoot), OtherThan("artifacts", task.ArtifactsRoot)),
            (nameof(task.Baseline), task.Baseline),
        ];
        var project = task.Project.Length == 0 ? "Experiments.proj" : PathText.Below(start.Path, task.Project);
        return new(
            $"dotnet build {BuildLine.Shell(project)}", "Report",
            [.. given.Where(p => !string.IsNullOrWhiteSpace(p.Value)).Select(p => new BuildProperty(p.Name, p.Value!))]);

        // What is not given is a folder beside the project.
        string? OtherThan(string beside, string folder) =>
            PathText.Comparer.Equals(Path.TrimEndingDirectorySeparator(start.At(folder)), Path.Combine(repository, beside)) ? null : folder;
    }
}
