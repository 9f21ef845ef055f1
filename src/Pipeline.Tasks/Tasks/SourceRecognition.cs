using Emotune.Diagnostics;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tasks;

/// <summary>Whether what lies at a path is what the experiment's digests say.</summary>
internal static class SourceRecognition
{
    /// <param name="digest">The SHA-256 of the file at a path; null where there is none.</param>
    public static IEnumerable<Diagnostic> Problems(IEnumerable<RecognisedSource> sources, Func<string, string?> digest) =>
        sources.SelectMany(s => s.Source switch
        {
            NamedDataFile { Sha256: { } wanted } => Differs(s, s.Place, wanted, digest(s.Place)),
            NamedModel model => OfFolder(s, model, digest),
            _ => [],
        });

    private static IEnumerable<Diagnostic> OfFolder(RecognisedSource source, NamedModel model, Func<string, string?> digest)
    {
        foreach (var (name, wanted) in model.Sha256)
        {
            var file = Path.Combine(source.Place, name);
            var problems = digest(file) is { } found
                ? Differs(source, file, wanted, found)
                : [Diagnostics.Problems.FolderLacksFile.At(model.At, model.Name, model.Path, source.Place, name)];
            foreach (var problem in problems)
                yield return problem;
        }

        foreach (var file in Directory.EnumerateFiles(source.Place).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (ExperimentFiles.Counts(name) && !model.Sha256.ContainsKey(name))
                yield return Diagnostics.Problems.FileWithoutDigest.At(model.At, model.Name, model.Path, source.Place, name, digest(file));
        }
    }

    private static IEnumerable<Diagnostic> Differs(RecognisedSource source, string file, string wanted, string? found) =>
        found == wanted
            ? []
            : [Diagnostics.Problems.FileDiffers.At(source.Source.At, source.Source.Name, source.Source.Path, file, found, wanted)];
}
