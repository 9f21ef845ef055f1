using Emotune.Diagnostics;
using Emotune.Pipeline.Acquisition.Cache;
using Emotune.Pipeline.Acquisition.Transfer;

namespace Emotune.Pipeline.Acquisition;

/// <summary>Files at addresses of their own, kept by digest and name: <c>SHA256/NAME</c>.</summary>
internal sealed class FileAcquisition(AcquisitionSettings settings, FileDigests digests, IDisk disk, Web web)
{
    private const string Unpinned = "unpinned";

    private const int LongestName = 100;

    private readonly DiskRoom _room = new(disk, settings.FilesFolder, "XDG_CACHE_HOME");

    public string PlaceOf(WantedFile wanted) => Path.Combine(settings.FilesFolder, wanted.Sha256, NameOf(wanted.Address));

    // Another address of the same file may give it another name.
    public string? Find(WantedFile wanted)
    {
        var folder = new DirectoryInfo(Path.Combine(settings.FilesFolder, wanted.Sha256));
        IEnumerable<string> others = folder.Exists
            ? folder.EnumerateFiles().Where(f => !PartialFile.IsOne(f.Name)).Select(f => f.FullName).Order(StringComparer.Ordinal)
            : [];
        return others.Prepend(PlaceOf(wanted)).FirstOrDefault(place => digests.Has(place, wanted.Sha256));
    }

    public async Task<FetchSize> MeasureAsync(WantedFile wanted, CancellationToken cancellation)
    {
        if (Find(wanted) is not null)
            return new FetchSize(0, 0);
        if (settings.IsOffline)
            return new FetchSize(1, null);
        using var response = await new Backoff($"'{wanted.Address}'", web.Time).RunAsync(
            () => web.SendAsync(HttpMethod.Head, wanted.Address, 0, r => Refusal(wanted.Address, wanted.At, r), cancellation), cancellation)
            .ConfigureAwait(false);
        var place = PlaceOf(wanted);
        var bytes = response.Content.Headers.ContentLength;
        return new FetchSize(1, bytes is { } all ? Math.Max(0, all - PartialFile.ResumableBytes(place)) : null);
    }

    public async Task<string> FetchAsync(WantedFile wanted, IProgress<FetchProgress> progress, CancellationToken cancellation)
    {
        if (Find(wanted) is { } found)
            return found;
        var place = PlaceOf(wanted);
        if (settings.IsOffline)
            throw new DiagnosticException(Offline(wanted, place));
        await DownloadAsync(
            wanted.Address, wanted.At, CacheFolder.ForFile(settings.FilesFolder, Relative(place)), progress,
            content => FileDigests.Of(content, 64) is var digest && digest != wanted.Sha256
                ? $"its SHA-256 is {digest} instead of {wanted.Sha256}"
                : null, cancellation).ConfigureAwait(false);
        return place;
    }

    public async Task<PinnedFile> PinAsync(Uri address, SourceLocation? at, CancellationToken cancellation)
    {
        WantedCheck.RequireAddress(address, at);
        var digest = "";
        // No digest would tell a file that was begun of one content and ended of another, so none is gone on with.
        var received = CacheFolder.ForFile(settings.FilesFolder, $"{Unpinned}/{Guid.NewGuid():N}");
        PartialFile.RemoveAllAbandoned(Path.GetDirectoryName(received)!);
        await DownloadAsync(address, at, received, new Progress<FetchProgress>(), content =>
        {
            digest = FileDigests.Of(content, 64);
            return null;
        }, cancellation).ConfigureAwait(false);
        var place = CacheFolder.ForFile(settings.FilesFolder, $"{digest}/{NameOf(address)}");
        File.Move(received, place, overwrite: true);
        return new PinnedFile(NameOf(address), new FileInfo(place).Length, digest);
    }

    /// <summary>The last part of the address, without what some system would not take in a name.</summary>
    internal static string NameOf(Uri address)
    {
        var last = Uri.UnescapeDataString(address.AbsolutePath.Split('/')[^1]);
        var plain = new string([.. last.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')]).Trim('.');
        return plain.Length == 0 ? "file" : plain.Length > LongestName ? plain[^LongestName..].TrimStart('.') : plain;
    }

    private string Relative(string place) => Path.GetRelativePath(settings.FilesFolder, place).Replace('\\', '/');

    private async Task DownloadAsync(
        Uri address, SourceLocation? at, string place, IProgress<FetchProgress> progress, Func<Stream, string?> fault,
        CancellationToken cancellation)
    {
        var meter = new TransferMeter(NameOf(address), null, progress, web.Time);
        var job = new DownloadJob($"'{address}'", address, null, fault, r => Refusal(address, at, r), at);
        await new Download(web, _room, meter).RunAsync(job, place, cancellation).ConfigureAwait(false);
        meter.Finish();
    }

    private static Diagnostic Refusal(Uri address, SourceLocation? at, HttpResponseMessage response) =>
        Problems.AddressRefused.At(at, $"'{address}'", Web.StatusText(response));

    private static Diagnostic Offline(WantedFile wanted, string place) => Path.Exists(place)
        ? Problems.CachedFileWrong.At(wanted.At, place, wanted.Sha256, wanted.Address)
        : Problems.NotThereOffline.At(
            wanted.At, NameOf(wanted.Address), wanted.Address, place, $" Its SHA-256 must be {wanted.Sha256}.");
}
