using Emotune.Diagnostics;
using Emotune.Pipeline.Acquisition.Cache;
using Emotune.Pipeline.Acquisition.Hub;
using Emotune.Pipeline.Acquisition.Transfer;

namespace Emotune.Pipeline.Acquisition;

/// <summary>Models of a hub, kept in Hugging Face's cache.</summary>
internal sealed class ModelAcquisition(AcquisitionSettings settings, FileDigests digests, IDisk disk, Web web)
{
    private const string MainBranch = "main";

    private readonly HubClient _hub = new(settings, web);
    private readonly DiskRoom _room = new(disk, settings.HubFolder, "HF_HUB_CACHE");

    public string? Find(WantedModel wanted) => Find(wanted, isLastWord: settings.IsOffline);

    /// <summary>Where a file placed by hand is looked for.</summary>
    public string PlaceOf(WantedModel wanted, string file)
    {
        var cache = CacheOf(wanted.Repository);
        return cache.Snapshot(wanted.Revision ?? cache.MainCommit() ?? MainBranch).At(file);
    }

    public async Task<FetchSize> MeasureAsync(WantedModel wanted, CancellationToken cancellation)
    {
        if (Find(wanted) is not null)
            return new FetchSize(0, 0);
        if (settings.IsOffline)
            return new FetchSize(MissingOffline(wanted).Count(), null);
        var missing = Missing(await ChooseAsync(wanted, Backoff.UsualTries, cancellation).ConfigureAwait(false)).ToList();
        return new FetchSize(missing.Count, BytesOf(wanted.Repository, missing));
    }

    public async Task<string> FetchAsync(WantedModel wanted, IProgress<FetchProgress> progress, CancellationToken cancellation)
    {
        if (Find(wanted) is { } found)
            return found;
        if (settings.IsOffline)
            throw new DiagnosticException([.. MissingOffline(wanted)]);
        // Somebody who has what a model needs is not kept waiting for a hub that cannot be reached.
        var last = Find(wanted, isLastWord: true);
        ModelChoice choice;
        try
        {
            choice = await ChooseAsync(wanted, last is null ? Backoff.UsualTries : 1, cancellation).ConfigureAwait(false);
        }
        catch (DiagnosticException problem) when (last is not null && problem.Diagnostics[0].Code == Problems.FetchFailed.Code)
        {
            throw new DiagnosticException(Problems.HubNotAsked.At(wanted.At, wanted.Repository, settings.Endpoint, last));
        }

        return await BringAsync(choice, progress, cancellation).ConfigureAwait(false);
    }

    public async Task<PinnedModel> PinAsync(string repository, string? revision, SourceLocation? at, CancellationToken cancellation)
    {
        WantedCheck.RequireName(repository, at);
        var commit = await _hub.CommitAsync(repository, revision ?? MainBranch, at, cancellation).ConfigureAwait(false);
        var listing = await _hub.ListAsync(repository, commit, at, Backoff.UsualTries, cancellation).ConfigureAwait(false);
        var wanted = new WantedModel(repository, commit, new Dictionary<string, string>(), at);
        var choice = await new ModelChooser(_hub).ChooseAsync(wanted, listing, cancellation).ConfigureAwait(false);
        // Only the content itself says the SHA-256 of a file that the hub knows by git's digest.
        var unknown = choice with { Needed = [.. choice.Needed.Where(f => f.Sha256 is null)] };
        var folder = await BringAsync(unknown, new Progress<FetchProgress>(), cancellation).ConfigureAwait(false);
        return new PinnedModel(repository, commit, [
            .. choice.Needed.OrderBy(f => f.Name, StringComparer.Ordinal)
                .Select(f => new PinnedFile(f.Name, f.Bytes, f.Sha256 ?? FileDigests.Sha256Of(Path.Combine(folder, f.Name)))),
        ]);
    }

    private HubCache CacheOf(string repository) => new(settings.HubFolder, repository, digests, disk);

    private string? Find(WantedModel wanted, bool isLastWord)
    {
        var cache = CacheOf(wanted.Repository);
        var snapshots = wanted.Revision is { } revision ? [cache.Snapshot(revision)] : cache.Snapshots();
        return snapshots.FirstOrDefault(s => s.IsWhole(wanted.Sha256, wanted.Revision is null, isLastWord))?.Folder;
    }

    private async Task<ModelChoice> ChooseAsync(WantedModel wanted, int tries, CancellationToken cancellation)
    {
        var commit = wanted.Revision
            ?? await _hub.CommitAsync(wanted.Repository, MainBranch, wanted.At, cancellation).ConfigureAwait(false);
        var listing = await _hub.ListAsync(wanted.Repository, commit, wanted.At, tries, cancellation).ConfigureAwait(false);
        return await new ModelChooser(_hub).ChooseAsync(wanted, listing, cancellation).ConfigureAwait(false);
    }

    private async Task<string> BringAsync(ModelChoice choice, IProgress<FetchProgress> progress, CancellationToken cancellation)
    {
        var (wanted, listing) = (choice.Wanted, choice.Listing);
        var cache = CacheOf(wanted.Repository);
        var missing = Missing(choice).ToList();
        var bytes = BytesOf(wanted.Repository, missing);
        _room.Require($"'{wanted.Repository}'", bytes);
        // Noted first, and the weights fetched last: where they are, all else is known.
        foreach (var absent in NeededFiles.Names.Where(n => !listing.Files.ContainsKey(n)))
            cache.NoteAbsent(listing.Commit, absent);
        var meter = new TransferMeter(wanted.Repository, missing.Sum(f => f.Bytes), progress, web.Time);
        foreach (var file in missing.OrderBy(f => NeededFiles.IsSafetensors(f.Name)))
            await BringAsync(choice, file, cache, meter, cancellation).ConfigureAwait(false);
        meter.Finish();
        if (wanted.Revision is null)
            cache.NoteMain(listing.Commit);
        return cache.Snapshot(listing.Commit).Folder;
    }

    private async Task BringAsync(
        ModelChoice choice, HubFile file, HubCache cache, TransferMeter meter, CancellationToken cancellation)
    {
        var (wanted, listing) = (choice.Wanted, choice.Listing);
        var blob = cache.BlobToWrite(file.BlobName);
        var isNew = !digests.Has(blob, file.BlobName);
        if (isNew)
        {
            var job = new DownloadJob(
                $"'{file.Name}' of the model '{wanted.Repository}'", _hub.AddressOf(wanted.Repository, listing.Commit, file.Name),
                file.Bytes, content => Fault(content, file, wanted.Sha256.GetValueOrDefault(file.Name)),
                response => _hub.Refusal(wanted.Repository, listing.Commit, wanted.At, response), wanted.At);
            await new Download(web, _room, meter).RunAsync(job, blob, cancellation).ConfigureAwait(false);
        }
        else if (wanted.Sha256.TryGetValue(file.Name, out var digest) && !digests.Has(blob, digest))
        {
            throw ModelChooser.OtherThanWanted(wanted, file.Name, FileDigests.Sha256Of(blob));
        }
        else
        {
            meter.Have(file.Bytes);
        }

        cache.Show(listing.Commit, file.Name, file.BlobName, isNew);
    }

    private static string? Fault(Stream content, HubFile file, string? wanted)
    {
        if (FileDigests.Of(content, file.BlobName.Length) is var own && own != file.BlobName)
            return $"its digest is {own} instead of {file.BlobName}";
        content.Position = 0;
        return wanted is not null && FileDigests.Of(content, 64) is var digest && digest != wanted
            ? $"its SHA-256 is {digest} instead of {wanted}"
            : null;
    }

    private IEnumerable<HubFile> Missing(ModelChoice choice)
    {
        var snapshot = CacheOf(choice.Wanted.Repository).Snapshot(choice.Listing.Commit);
        return choice.Needed.Where(f => snapshot.State(f.Name, f.BlobName) != FileState.Right
            || choice.Wanted.Sha256.TryGetValue(f.Name, out var digest) && snapshot.State(f.Name, digest) != FileState.Right);
    }

    // What is there under another commit is not fetched again, and neither is what an earlier build had received.
    private long BytesOf(string repository, IEnumerable<HubFile> files)
    {
        var cache = CacheOf(repository);
        return files.DistinctBy(f => f.BlobName).Where(f => !digests.Has(cache.Blob(f.BlobName), f.BlobName))
            .Sum(f => Math.Max(0, f.Bytes - PartialFile.ResumableBytes(cache.Blob(f.BlobName))));
    }

    private IEnumerable<Diagnostic> MissingOffline(WantedModel wanted)
    {
        var cache = CacheOf(wanted.Repository);
        var snapshot = cache.Snapshot(wanted.Revision ?? cache.MainCommit() ?? MainBranch);
        return OfflineNeeds.Of(snapshot, wanted).Select(name =>
        {
            var digest = wanted.Sha256.GetValueOrDefault(name);
            var address = _hub.AddressOf(wanted.Repository, wanted.Revision ?? MainBranch, name);
            return snapshot.State(name, digest) == FileState.Wrong
                ? Problems.CachedFileWrong.At(wanted.At, snapshot.At(name), digest ?? "the one that its name says", address)
                : Problems.NotThereOffline.At(
                    wanted.At, name, address, snapshot.At(name), digest is null ? "" : $" Its SHA-256 must be {digest}.");
        });
    }
}
