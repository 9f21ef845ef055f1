using System.Globalization;
using Emotune.Diagnostics;

namespace Emotune.Pipeline.Acquisition;

/// <summary>Where models and files are fetched from and kept, as the variables of Hugging Face's library say.</summary>
internal sealed record AcquisitionSettings
{
    private static readonly string[] TrueValues = ["1", "ON", "YES", "TRUE"];

    /// <summary>The folder of Hugging Face's cache.</summary>
    public required string HubFolder { get; init; }

    /// <summary>The folder of the files that have an address of their own.</summary>
    public required string FilesFolder { get; init; }

    /// <summary>Without a slash at its end.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Sent to the endpoint alone.</summary>
    public string? Token { get; init; }

    /// <summary>Nothing is fetched, and nobody asked.</summary>
    public bool IsOffline { get; init; }

    /// <summary>How long a server may send nothing.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <param name="variable">The value of an environment variable; null or empty where it is not set.</param>
    /// <param name="start">The folder where the command was typed, in which relative folders start.</param>
    /// <exception cref="DiagnosticException">EXP2049: a variable has a value that is not valid.</exception>
    public static AcquisitionSettings FromEnvironment(Func<string, string?> variable, string start)
    {
        var folders = new CacheVariables(variable, start);
        return new()
        {
            HubFolder = folders.Hub,
            FilesFolder = folders.Files,
            Endpoint = EndpointOf(variable("HF_ENDPOINT")),
            Token = TokenOf(variable, folders),
            IsOffline = IsTrue(variable("HF_HUB_OFFLINE")) || IsTrue(variable("TRANSFORMERS_OFFLINE")),
            Timeout = TimeoutOf(variable("HF_HUB_DOWNLOAD_TIMEOUT")),
        };
    }

    /// <summary>Leaves the token out, so that no log has it.</summary>
    public override string ToString() => $"{Endpoint} → {HubFolder}, {FilesFolder}";

    private static bool IsTrue(string? value) => TrueValues.Contains(value?.Trim(), StringComparer.OrdinalIgnoreCase);

    private static Uri EndpointOf(string? value)
    {
        var text = string.IsNullOrWhiteSpace(value) ? "https://huggingface.co" : value.Trim().TrimEnd('/');
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            && address.UserInfo.Length + address.Query.Length + address.Fragment.Length == 0
            ? address
            : throw Invalid("HF_ENDPOINT", $"is '{MessageText.Excerpt(text)}'", "an address such as https://huggingface.co");
    }

    private static TimeSpan TimeoutOf(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return TimeSpan.FromSeconds(10);
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw Invalid("HF_HUB_DOWNLOAD_TIMEOUT", $"is '{MessageText.Excerpt(value)}'", "a number of seconds above 0, at most 86400");
    }

    private static string? TokenOf(Func<string, string?> variable, CacheVariables folders)
    {
        if (variable("HF_TOKEN") is { } given && given.Trim() is { Length: > 0 } token)
            return Sendable(token, "HF_TOKEN");
        try
        {
            return File.Exists(folders.TokenFile) && File.ReadAllText(folders.TokenFile).Trim() is { Length: > 0 } kept
                ? Sendable(kept, "HF_TOKEN_PATH")
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Most models need no token; the hub says so where one does.
            return null;
        }
    }

    // What is wrong with a token is said without the token.
    private static string Sendable(string token, string name) => token.All(c => c is > ' ' and < '\u007f')
        ? token
        : throw Invalid(name, "has white space or other characters that no token has", "a token as the hub shows it, or unset");

    private static DiagnosticException Invalid(string name, string what, string valid) =>
        new(Problems.VariableInvalid.Given(name, what, valid));
}
