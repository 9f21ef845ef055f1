using System.Net;
using System.Text.RegularExpressions;
using Emotune.Diagnostics;
using Emotune.Pipeline.Acquisition.Transfer;

namespace Emotune.Pipeline.Acquisition.Hub;

/// <summary>Asks a hub.</summary>
internal sealed partial class HubClient(AcquisitionSettings settings, Web web)
{
    private const int LargestAnswer = 64 << 20, MostPages = 1000;

    /// <summary>The commit of a branch, a tag or a commit.</summary>
    public async Task<string> CommitAsync(string repository, string revision, SourceLocation? at, CancellationToken cancellation)
    {
        var address = Api(repository, "revision", revision);
        var asked = new Asked(repository, revision, at);
        var (json, _) = await ReadAsync(address, asked, Backoff.UsualTries, cancellation).ConfigureAwait(false);
        return HubAnswers.Commit(json, address);
    }

    /// <summary>All files of a commit.</summary>
    /// <param name="tries">How often the hub is asked before it counts as not there.</param>
    public async Task<HubListing> ListAsync(
        string repository, string commit, SourceLocation? at, int tries, CancellationToken cancellation)
    {
        var files = new Dictionary<string, HubFile>(StringComparer.Ordinal);
        var address = new Uri(Api(repository, "tree", commit) + "?recursive=true");
        for (var page = 0; page < MostPages; page++)
        {
            var (json, next) = await ReadAsync(address, new Asked(repository, commit, at), tries, cancellation).ConfigureAwait(false);
            foreach (var file in HubAnswers.Files(json, address))
                files[file.Name] = file;
            if (next is null)
                return new HubListing(repository, commit, files);
            address = next;
        }

        throw new DiagnosticException(Problems.HubAnswerInvalid.Given(address, $"its list has more than {MostPages} pages"));
    }

    /// <summary>The content of a small file, as long and of the digest as the hub lists it.</summary>
    public async Task<byte[]> ContentAsync(HubListing listing, HubFile file, SourceLocation? at, CancellationToken cancellation)
    {
        var address = AddressOf(listing.Repository, listing.Commit, file.Name);
        var asked = new Asked(listing.Repository, listing.Commit, at);
        var (content, _) = await ReadAsync(address, asked, Backoff.UsualTries, cancellation).ConfigureAwait(false);
        using var stream = new MemoryStream(content);
        return Cache.FileDigests.Of(stream, file.BlobName.Length) == file.BlobName ? content
            : throw new DiagnosticException(Problems.FetchedWrong.At(
                at, $"'{address}'", "its digest is not the one that the hub lists", "Build again if the server was at fault."));
    }

    /// <summary>The address of a file.</summary>
    public Uri AddressOf(string repository, string revision, string file) =>
        new($"{Base}/{repository}/resolve/{Uri.EscapeDataString(revision)}/"
            + string.Join('/', file.Split('/').Select(Uri.EscapeDataString)));

    /// <summary>What an answer means that gives nothing.</summary>
    public Diagnostic Refusal(string repository, string revision, SourceLocation? at, HttpResponseMessage response)
    {
        var code = response.Headers.TryGetValues("X-Error-Code", out var values) ? values.FirstOrDefault() : null;
        var reader = settings.Token is null ? "without a token" : "with the token given";
        return (code, response.StatusCode) switch
        {
            ("RevisionNotFound", _) => Problems.RevisionNotFound.At(at, Base, repository, revision),
            ("GatedRepo", _) => Gated(),
            ("RepoNotFound", _) or (_, HttpStatusCode.Unauthorized or HttpStatusCode.NotFound) =>
                Problems.RepositoryNotFound.At(at, Base, repository, reader),
            (_, HttpStatusCode.Forbidden) => Gated(),
            _ => Problems.AddressRefused.At(at, $"'{response.RequestMessage?.RequestUri?.ToString() ?? Base}'", Web.StatusText(response)),
        };

        Diagnostic Gated() => Problems.RepositoryGated.At(at, Base, repository, reader, $"{Base}/{repository}");
    }

    private string Base => settings.Endpoint.ToString().TrimEnd('/');

    private Uri Api(string repository, string kind, string revision) =>
        new($"{Base}/api/models/{repository}/{kind}/{Uri.EscapeDataString(revision)}");

    private async Task<(byte[] Content, Uri? Next)> ReadAsync(Uri address, Asked asked, int tries, CancellationToken cancellation) =>
        await new Backoff($"'{address}'", web.Time, tries).RunAsync(async () =>
        {
            using var response = await web.SendAsync(
                HttpMethod.Get, address, 0, r => Refusal(asked.Repository, asked.Revision, asked.At, r), cancellation)
                .ConfigureAwait(false);
            using var content = new MemoryStream();
            using var patience = new Patience(web.Timeout, web.Time, cancellation);
            var body = await patience.ForAsync(response.Content.ReadAsStreamAsync).ConfigureAwait(false);
            var buffer = new byte[1 << 16];
            while (await patience.ForAsync(t => body.ReadAsync(buffer, t).AsTask()).ConfigureAwait(false) is var read and > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > LargestAnswer)
                    throw new DiagnosticException(Problems.HubAnswerInvalid.Given(address, $"it has more than {LargestAnswer} bytes"));
            }

            return (content.ToArray(), NextPage(response, address));
        }, cancellation).ConfigureAwait(false);

    private static Uri? NextPage(HttpResponseMessage response, Uri address) =>
        response.Headers.TryGetValues("Link", out var links)
        && links.Select(l => Next().Match(l)).FirstOrDefault(m => m.Success) is { } next
        && Uri.TryCreate(address, next.Groups[1].Value, out var page)
        && Uri.Compare(page, address, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
            ? page
            : null;

    [GeneratedRegex("<([^>]+)>\\s*;\\s*rel=\"?next\"?")]
    private static partial Regex Next();

    private sealed record Asked(string Repository, string Revision, SourceLocation? At);
}
