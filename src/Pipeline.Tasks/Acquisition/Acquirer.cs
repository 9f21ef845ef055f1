using Emotune.Diagnostics;
using Emotune.Pipeline.Acquisition.Cache;
using Emotune.Pipeline.Acquisition.Transfer;

namespace Emotune.Pipeline.Acquisition;

/// <summary>
/// Brings models from a hub and files from addresses into the caches, each verified. Nothing is fetched twice, and what is not right is
/// never used.
/// </summary>
internal sealed class Acquirer : IDisposable
{
    private readonly Web _web;
    private readonly ModelAcquisition _models;
    private readonly FileAcquisition _files;
    private readonly CacheName _modelCache, _fileCache;

    /// <param name="handler">Sends the requests and follows no redirects by itself; null for the system's network.</param>
    /// <param name="digest">The SHA-256 of the file at a path, null where there is none; null to read the file each time.</param>
    /// <param name="time">By which waits are counted; null for the system's.</param>
    /// <param name="disk">Null for the system's.</param>
    public Acquirer(
        AcquisitionSettings settings, HttpMessageHandler? handler = null, Func<string, string?>? digest = null, TimeProvider? time = null,
        IDisk? disk = null)
    {
        var digests = new FileDigests(digest);
        (_modelCache, _fileCache) = (new(settings.HubFolder, "HF_HUB_CACHE"), new(settings.FilesFolder, "XDG_CACHE_HOME"));
        _web = new Web(settings, handler, time ?? TimeProvider.System);
        _models = new ModelAcquisition(settings, digests, disk ?? new Disk(), _web);
        _files = new FileAcquisition(settings, digests, disk ?? new Disk(), _web);
    }

    /// <summary>Looks into the cache alone.</summary>
    /// <returns>The folder, if every file is there and right; otherwise null.</returns>
    /// <exception cref="DiagnosticException">What is wanted has no valid name, revision or digest.</exception>
    public string? Find(WantedModel wanted) => _models.Find(WantedCheck.Of(wanted));

    /// <summary>Looks into the cache alone.</summary>
    /// <returns>The file, if it is there and right; otherwise null.</returns>
    /// <exception cref="DiagnosticException">What is wanted has no valid address or digest.</exception>
    public string? Find(WantedFile wanted) => _files.Find(WantedCheck.Of(wanted));

    /// <summary>Asks what <see cref="FetchAsync(WantedModel, IProgress{FetchProgress}, CancellationToken)"/> would fetch.</summary>
    public Task<FetchSize> MeasureAsync(WantedModel wanted, CancellationToken cancellation) =>
        GuardAsync(() => _models.MeasureAsync(WantedCheck.Of(wanted), cancellation), _modelCache, wanted.At);

    /// <summary>Asks what <see cref="FetchAsync(WantedFile, IProgress{FetchProgress}, CancellationToken)"/> would fetch.</summary>
    public Task<FetchSize> MeasureAsync(WantedFile wanted, CancellationToken cancellation) =>
        GuardAsync(() => _files.MeasureAsync(WantedCheck.Of(wanted), cancellation), _fileCache, wanted.At);

    /// <summary>Fetches what is missing.</summary>
    /// <returns>The folder, in which every file is there and right.</returns>
    /// <exception cref="DiagnosticException">It cannot be fetched.</exception>
    public Task<string> FetchAsync(WantedModel wanted, IProgress<FetchProgress> progress, CancellationToken cancellation) =>
        GuardAsync(() => _models.FetchAsync(WantedCheck.Of(wanted), progress, cancellation), _modelCache, wanted.At);

    /// <summary>Fetches the file if it is missing.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="DiagnosticException">It cannot be fetched.</exception>
    public Task<string> FetchAsync(WantedFile wanted, IProgress<FetchProgress> progress, CancellationToken cancellation) =>
        GuardAsync(() => _files.FetchAsync(WantedCheck.Of(wanted), progress, cancellation), _fileCache, wanted.At);

    /// <summary>Asks the hub which commit it has now, and which digests the files have that are needed.</summary>
    /// <param name="revision">A branch, a tag or a commit; null for the main branch.</param>
    /// <param name="at">The place in the experiment's file, for problems.</param>
    public Task<PinnedModel> PinAsync(string repository, string? revision, SourceLocation? at, CancellationToken cancellation) =>
        GuardAsync(() => _models.PinAsync(repository, revision, at, cancellation), _modelCache, at);

    /// <summary>Downloads what the address has now, to say its digest.</summary>
    /// <param name="at">The place in the experiment's file, for problems.</param>
    public Task<PinnedFile> PinAsync(Uri address, SourceLocation? at, CancellationToken cancellation) =>
        GuardAsync(() => _files.PinAsync(address, at, cancellation), _fileCache, at);

    /// <summary>Where a file of the model is taken that somebody placed by hand.</summary>
    /// <param name="file">The file's name in the repository.</param>
    public string PlaceOf(WantedModel wanted, string file) => _models.PlaceOf(WantedCheck.Of(wanted), file);

    /// <summary>Where the file is taken when somebody placed it by hand.</summary>
    public string PlaceOf(WantedFile wanted) => _files.PlaceOf(WantedCheck.Of(wanted));

    public void Dispose() => _web.Dispose();

    // Most problems are found where the experiment is not known.
    private static async Task<T> GuardAsync<T>(Func<Task<T>> work, CacheName cache, SourceLocation? at)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.CacheRefused.At(at, cache.Folder, problem.Message, cache.Variable));
        }
        catch (DiagnosticException problem) when (at is not null && problem.Diagnostics.Any(d => d.At is null))
        {
            throw new DiagnosticException([.. problem.Diagnostics.Select(d => d.At is null ? d with { At = at } : d)]);
        }
    }

    /// <param name="Variable">The environment variable that names another folder.</param>
    private sealed record CacheName(string Folder, string Variable);
}
