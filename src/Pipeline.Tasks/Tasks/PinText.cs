using Emotune.Pipeline.Acquisition;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tasks;

/// <summary>What a source's block says of its version, as YAML under the name of its key.</summary>
internal static class PinText
{
    public static string Of(NamedModel model, PinnedModel pinned) => string.Join('\n',
    [
        $"# {model.Name}",
        $"  hub: {model.Hub}",
        $"  revision: {pinned.Revision}",
        "  sha256:",
        .. pinned.Files.Select(f => $"    {f.Name}: {f.Sha256}"),
    ]);

    public static string Of(NamedDataFile file, PinnedFile pinned) => string.Join('\n',
    [
        $"# {file.Name}",
        $"  url: {file.Url!.OriginalString}",
        $"  sha256: {pinned.Sha256}",
    ]);
}
