using System.Net;
using System.Net.Http.Headers;
using Emotune.Diagnostics;

namespace Emotune.Pipeline.Acquisition.Transfer;

/// <summary>
/// Sends requests and follows redirects by hand: the token goes to the hub's own scheme, host and port and to nobody else.
/// </summary>
internal sealed class Web : IDisposable
{
    private const int MostRedirects = 10;

    private readonly AcquisitionSettings _settings;
    private readonly HttpMessageInvoker _sender;

    public Web(AcquisitionSettings settings, HttpMessageHandler? handler, TimeProvider time)
    {
        (_settings, Time) = (settings, time);
        _sender = handler is null ? new HttpMessageInvoker(OfTheSystem()) : new HttpMessageInvoker(handler, disposeHandler: false);
    }

    public TimeProvider Time { get; }

    public TimeSpan Timeout => _settings.Timeout;

    /// <summary>Sends a request once and waits for the head of the answer.</summary>
    /// <param name="start">The first byte that is asked for; zero for all.</param>
    /// <param name="refusal">Says what an answer means that is neither a success nor a failure for a while.</param>
    /// <exception cref="TransientFailure">It may succeed another time.</exception>
    /// <exception cref="DiagnosticException">It will not.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, long start, Func<HttpResponseMessage, Diagnostic> refusal, CancellationToken cancellation)
    {
        if (_settings.IsOffline)
            throw new DiagnosticException(Problems.VariableInvalid.Given("HF_HUB_OFFLINE", "allows no call", "unset to ask a server"));
        var current = address;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var response = await SendOnceAsync(method, current, start, cancellation).ConfigureAwait(false);
            if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && start > 0)
                return response;
            using (response)
            {
                if (IsRedirect(response, out var next))
                    current = Followed(current, next);
                else
                    throw Failure(response, isElsewhere: !IsSameServer(current, address), refusal);
            }
        }

        throw new DiagnosticException(Problems.AddressRefused.Given($"'{address}'", $"with more than {MostRedirects} redirects"));
    }

    public void Dispose() => _sender.Dispose();

    private static SocketsHttpHandler OfTheSystem() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
    };

    private async Task<HttpResponseMessage> SendOnceAsync(HttpMethod method, Uri address, long start, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("emotune", "1"));
        // Sizes, ranges and digests are those of the file itself.
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (start > 0)
            request.Headers.Range = new RangeHeaderValue(start, null);
        if (_settings.Token is { } token && IsSameServer(address, _settings.Endpoint))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var patience = new Patience(Timeout, Time, cancellation);
        return await patience.ForAsync(token => _sender.SendAsync(request, token)).ConfigureAwait(false);
    }

    private static bool IsSameServer(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsRedirect(HttpResponseMessage response, out Uri next)
    {
        next = response.Headers.Location!;
        return (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && next is not null;
    }

    private static Uri Followed(Uri from, Uri location)
    {
        if (!Uri.TryCreate(from, location, out var next))
        {
            throw new DiagnosticException(Problems.AddressRefused.Given(
                $"'{from}'", $"with a redirect to '{location.OriginalString}', which is no address"));
        }
        if (next.Scheme != "https" && (next.Scheme != "http" || from.Scheme == "https"))
            throw new DiagnosticException(Problems.AddressRefused.Given($"'{from}'", $"with a redirect to {next.Scheme}://"));
        return next;
    }

    // An address of another server is signed and expires; the next try gets a new one.
    private Exception Failure(HttpResponseMessage response, bool isElsewhere, Func<HttpResponseMessage, Diagnostic> refusal) =>
        (int)response.StatusCode is 408 or 429 or >= 500 || isElsewhere && (int)response.StatusCode is 400 or 401 or 403
            ? new TransientFailure($"the server answered {StatusText(response)}", WaitOf(response))
            : new DiagnosticException(refusal(response));

    public static string StatusText(HttpResponseMessage response) => $"{(int)response.StatusCode} ({response.StatusCode})";

    private TimeSpan? WaitOf(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - Time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
