using Emotune.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>What is fetched must be the same tomorrow: a commit or digests say what it is.</summary>
internal static class SourceRules
{
    public static void Check(ExperimentTree tree, SpecProblems problems)
    {
        foreach (var source in SourceReader.All(tree))
        {
            if (source is NamedModel { Hub: { } hub, Revision: null, Sha256.Count: 0 })
                problems.Add(Problems.ModelNotPinned.At(source.At, source.Name, hub));
            if (source is NamedModel { Hub: not null } model)
            {
                foreach (var name in model.Sha256.Keys.Where(n => !IsRead(n)))
                    problems.Add(Problems.ModelFileNotRead.At(source.At, source.Name, name, string.Join(", ", ModelLayout.Names)));
            }
            if (source is NamedDataFile { Url: { } url, Sha256: null })
                problems.Add(Problems.AddressNotPinned.At(source.At, source.Name, url));
        }
    }

    private static bool IsRead(string name) =>
        ModelLayout.Names.Contains(name) || name.EndsWith(".safetensors", StringComparison.Ordinal);
}
