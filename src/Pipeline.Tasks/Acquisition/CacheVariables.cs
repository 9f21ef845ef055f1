namespace Emotune.Pipeline.Acquisition;

/// <summary>The places that environment variables give, by the rules of Hugging Face's library and of the XDG specification.</summary>
/// <param name="variable">The value of an environment variable; null or empty where it is not set.</param>
/// <param name="start">The folder where relative ones start.</param>
internal sealed class CacheVariables(Func<string, string?> variable, string start)
{
    public string Hub => Folder("HF_HUB_CACHE") ?? Folder("HUGGINGFACE_HUB_CACHE") ?? Path.Combine(HuggingFace, "hub");

    public string Files => Path.Combine(General, "emotune", "files");

    public string TokenFile => Folder("HF_TOKEN_PATH") ?? Path.Combine(HuggingFace, "token");

    private string HuggingFace => Folder("HF_HOME") ?? Path.Combine(General, "huggingface");

    private string General => Folder("XDG_CACHE_HOME") ?? Path.Combine(Home, ".cache");

    private string Home => Value("HOME") ?? Value("USERPROFILE") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;

    // A shell leaves '~' as it is within quotes, and Python replaces it.
    private string? Folder(string name) => Value(name) is not { } value ? null
        : value == "~" ? Home
        : value.StartsWith("~/", StringComparison.Ordinal) ? Path.GetFullPath(value[2..], Path.GetFullPath(Home, start))
        : Path.GetFullPath(value, start);
}
