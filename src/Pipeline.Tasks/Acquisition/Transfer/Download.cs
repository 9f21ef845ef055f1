using System.Net;
using Emotune.Diagnostics;

namespace Emotune.Pipeline.Acquisition.Transfer;

/// <summary>What is downloaded, and what it must be.</summary>
/// <param name="What">What is fetched, for messages.</param>
/// <param name="Bytes">The size that it must have; null where that is not known.</param>
/// <param name="Fault">Says what is wrong with the content as "its SHA-256 is …"; null where it is right.</param>
/// <param name="Refusal">What an answer means that gives no file.</param>
/// <param name="At">The place in the experiment's file, for problems.</param>
internal sealed record DownloadJob(
    string What, Uri Address, long? Bytes, Func<Stream, string?> Fault, Func<HttpResponseMessage, Diagnostic> Refusal, SourceLocation? At);

/// <summary>Brings a file into its place: resumed, tried again, verified, renamed.</summary>
internal sealed class Download(Web web, DiskRoom room, TransferMeter meter)
{
    private const int BufferBytes = 1 << 17;

    /// <param name="target">The place; what lies there is replaced.</param>
    /// <exception cref="DiagnosticException">It cannot be fetched or is not what is wanted; nothing has changed in the place.</exception>
    public async Task RunAsync(DownloadJob job, string target, CancellationToken cancellation)
    {
        if (await TryAsync(job, target, cancellation).ConfigureAwait(false) is null)
            return;
        // Its beginning may have been that of another file: once more, from the first byte.
        if (await TryAsync(job, target, cancellation).ConfigureAwait(false) is { } fault)
            throw Wrong(job, fault);
    }

    // Null where the file is in its place, and a fault where what had been resumed was wrong.
    private async Task<string?> TryAsync(DownloadJob job, string target, CancellationToken cancellation)
    {
        using var file = PartialFile.Resume(target);
        meter.Have(file.Length);
        var transfer = new Transfer(job, file);
        var backoff = new Backoff(job.What, web.Time);
        await backoff.RunAsync(() => ReceiveAsync(transfer, backoff, cancellation), cancellation).ConfigureAwait(false);
        if (file.Read(job.Fault) is { } fault)
        {
            meter.Have(-file.Length);
            file.Discard();
            return transfer.WasResumed ? fault : throw Wrong(job, fault + transfer.PageText);
        }

        file.MoveTo(target);
        PartialFile.RemoveAbandoned(target);
        return null;
    }

    private async Task<bool> ReceiveAsync(Transfer transfer, Backoff backoff, CancellationToken cancellation)
    {
        var (job, file) = (transfer.Job, transfer.File);
        if (file.Length > job.Bytes)
            StartOver(file);
        transfer.WasResumed |= file.Length > 0;
        if (file.Length == job.Bytes)
            return true;
        using var response = await web.SendAsync(HttpMethod.Get, job.Address, file.Length, job.Refusal, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable || !Continues(response, file.Length, job.Bytes))
        {
            StartOver(file);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new TransientFailure($"the server answered {Web.StatusText(response)} to a request for the rest", TimeSpan.Zero);
        }

        transfer.PageText = response.Content.Headers.ContentType?.MediaType == "text/html"
            ? ", and the server calls it a page (text/html)" : "";
        var total = file.Length + response.Content.Headers.ContentLength;
        if (job.Bytes is { } wanted && total is { } announced && announced != wanted)
        {
            file.Discard();
            throw Wrong(job, $"it has {announced} bytes instead of {wanted}{transfer.PageText}");
        }

        meter.Total ??= total;
        if (total is { } needed)
            room.Require(job.What, needed - file.Length);
        await CopyAsync(response, transfer, job.Bytes ?? total, backoff, cancellation).ConfigureAwait(false);
        return true;
    }

    private async Task CopyAsync(
        HttpResponseMessage response, Transfer transfer, long? total, Backoff backoff, CancellationToken cancellation)
    {
        var file = transfer.File;
        var buffer = new byte[BufferBytes];
        using var patience = new Patience(web.Timeout, web.Time, cancellation);
        var body = await patience.ForAsync(response.Content.ReadAsStreamAsync).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            while (await patience.ForAsync(t => body.ReadAsync(buffer, t).AsTask()).ConfigureAwait(false) is var read and > 0)
            {
                if (file.Length + read > total)
                {
                    file.Discard();
                    throw Wrong(transfer.Job, $"it has more than the {total} bytes that it should have{transfer.PageText}");
                }

                room.Write(transfer.Job.What, (total ?? file.Length + read) - file.Length, () => file.Write(buffer.AsSpan(0, read)));
                meter.Receive(read);
                backoff.Reset();
            }
        }

        if (file.Length < total)
            throw new TransientFailure($"the connection ended after {file.Length} of {total} bytes");
    }

    // A partial answer that does not begin where the file ends must not be appended to it.
    private static bool Continues(HttpResponseMessage response, long start, long? bytes) => response.StatusCode switch
    {
        HttpStatusCode.PartialContent => response.Content.Headers.ContentRange is { Unit: "bytes" } range && range.From == start
            && (range.Length is null || bytes is null || range.Length == bytes),
        _ => start == 0,
    };

    private void StartOver(PartialFile file)
    {
        meter.Have(-file.Length);
        file.StartOver();
    }

    private static DiagnosticException Wrong(DownloadJob job, string fault) => new(Problems.FetchedWrong.At(
        job.At, job.What, fault, "Check the address and the digest, or build again if the server was at fault."));

    private sealed record Transfer(DownloadJob Job, PartialFile File)
    {
        public bool WasResumed { get; set; }

        /// <summary>Says that the server called its answer a page; otherwise empty.</summary>
        public string PageText { get; set; } = "";
    }
}
