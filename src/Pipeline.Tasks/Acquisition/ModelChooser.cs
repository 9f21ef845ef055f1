using Emotune.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Acquisition.Hub;

namespace Emotune.Pipeline.Acquisition;

/// <summary>What is wanted, what the hub has, and which of it is needed.</summary>
internal sealed record ModelChoice(WantedModel Wanted, HubListing Listing, IReadOnlyList<HubFile> Needed);

/// <summary>Chooses the files of a commit that are needed.</summary>
internal sealed class ModelChooser(HubClient hub)
{
    /// <exception cref="DiagnosticException">The commit lacks a file, or one is another than is wanted.</exception>
    public async Task<ModelChoice> ChooseAsync(WantedModel wanted, HubListing listing, CancellationToken cancellation)
    {
        RequireModel(wanted, listing);
        var names = NeededFiles.NeededOf(listing.Files.ContainsKey).ToList();
        if (names.Contains(ModelLayout.WeightIndex))
            names.AddRange(await ShardsAsync(wanted, listing, cancellation).ConfigureAwait(false));
        foreach (var name in wanted.Sha256.Keys.Where(n => !names.Contains(n)))
            throw Lacks(wanted, listing, $"file '{name}' that is read here", "it, or leave its digest out");
        if (wanted.Revision is null && names.Where(n => !wanted.Sha256.ContainsKey(n)).ToList() is { Count: > 0 } unpinned)
            throw new DiagnosticException(Problems.FilesNotPinned.At(wanted.At, wanted.Repository, string.Join(", ", unpinned)));
        var needed = names.Select(n => listing.Files[n]).ToList();
        foreach (var file in needed)
        {
            if (file.Sha256 is { } has && wanted.Sha256.TryGetValue(file.Name, out var digest) && has != digest)
                throw OtherThanWanted(wanted, file.Name, has);
        }

        return new ModelChoice(wanted, listing, needed);
    }

    public static DiagnosticException OtherThanWanted(WantedModel wanted, string file, string has) => new(Problems.FetchedWrong.At(
        wanted.At, $"'{file}' of the model '{wanted.Repository}'", $"its SHA-256 is {has} instead of {wanted.Sha256[file]}",
        "Check the revision and the digest in the experiment's file."));

    private async Task<IReadOnlyList<string>> ShardsAsync(WantedModel wanted, HubListing listing, CancellationToken cancellation)
    {
        var index = listing.Files[ModelLayout.WeightIndex];
        var shards = NeededFiles.Shards(await hub.ContentAsync(listing, index, wanted.At, cancellation).ConfigureAwait(false))
            ?? throw Lacks(wanted, listing, $"valid '{ModelLayout.WeightIndex}'", "one");
        foreach (var shard in shards)
        {
            if (!NeededFiles.IsPlainName(shard) || !NeededFiles.IsSafetensors(shard))
                throw new DiagnosticException(Problems.NameLeadsOutside.At(wanted.At, ModelLayout.WeightIndex, wanted.Repository, shard));
            if (!listing.Files.ContainsKey(shard))
                throw Lacks(wanted, listing, $"'{shard}', which '{ModelLayout.WeightIndex}' names", "all shards");
        }

        return shards;
    }

    private static void RequireModel(WantedModel wanted, HubListing listing)
    {
        if (NeededFiles.IsModel(listing.Files.ContainsKey))
            return;
        if (!listing.Files.ContainsKey(ModelLayout.Configuration))
            throw Lacks(wanted, listing, $"'{ModelLayout.Configuration}'", "one");
        if (NeededFiles.Pickled.FirstOrDefault(listing.Files.ContainsKey) is { } pickled)
            throw new DiagnosticException(Problems.OnlyPickledWeights.At(wanted.At, wanted.Repository, listing.Commit, pickled));
        throw Lacks(wanted, listing, $"'{ModelLayout.Weights}' and no '{ModelLayout.WeightIndex}'", "one of them");
    }

    private static DiagnosticException Lacks(WantedModel wanted, HubListing listing, string what, string instead) =>
        new(Problems.ModelFileNotThere.At(wanted.At, wanted.Repository, listing.Commit, what, instead));
}
