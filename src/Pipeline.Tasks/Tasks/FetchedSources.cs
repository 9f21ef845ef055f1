using Emotune.Pipeline.Acquisition;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tasks;

/// <summary>Finds in the caches what an experiment names. Asks nobody.</summary>
/// <param name="digest">The SHA-256 of the file at a path; null where there is none.</param>
/// <param name="start">The folder where the command was typed.</param>
internal sealed class FetchedSources(StartFolder start, Func<string, string?> digest) : IFetchedSources
{
    public string? Find(NamedSource source)
    {
        using var acquirer = new Acquirer(CurrentSettings(start), digest: digest);
        return source switch
        {
            NamedModel model => acquirer.Find(Wanted(model)),
            NamedDataFile file => acquirer.Find(Wanted(file)),
            _ => null,
        };
    }

    /// <summary>As the environment of this build says.</summary>
    public static AcquisitionSettings CurrentSettings(StartFolder start) =>
        AcquisitionSettings.FromEnvironment(Environment.GetEnvironmentVariable, start.Path);

    public static WantedModel Wanted(NamedModel model) => new(model.Hub!, model.Revision, model.Sha256, model.At);

    public static WantedFile Wanted(NamedDataFile file) => new(file.Url!, file.Sha256!, file.At);
}
