using System.Text.Json.Nodes;

namespace Emotune.Model.Network;

/// <summary>Typed values of a <c>config.json</c>. What is wrong with them is collected, and the value of the default comes back.</summary>
internal interface ISettings
{
    /// <summary>The keys that the file has, those with the value null too.</summary>
    IEnumerable<string> Keys { get; }

    /// <summary>False for a null as well.</summary>
    bool Has(string key);

    JsonNode? Node(string key);

    int Int(string key, int fallback, int minimum);

    /// <summary>A finite number in [minimum, below).</summary>
    double Number(string key, double fallback, double minimum, double below);

    bool Flag(string key, bool fallback);

    string? Text(string key);

    /// <summary>A list of texts; null where absent.</summary>
    string[]? Texts(string key, bool orOne = false);

    /// <summary>Reports a value that means nothing.</summary>
    T Invalid<T>(string key, string valid, T fallback);

    /// <summary>Reports a value that means something that is not done here.</summary>
    /// <param name="supported">The values that are supported, with "is" or "are" behind them.</param>
    void NotSupported(string key, string supported);

    /// <summary>The non-linearity that a key names; the exact GELU where the file does not say.</summary>
    Activation Activation(string key);
}
