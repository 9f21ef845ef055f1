using System.Collections;
using Emotune.Diagnostics;
using Microsoft.Build.Framework;

namespace Emotune.Pipeline.Tasks;

/// <summary>
/// Finds properties that were probably meant for Emotune: MSBuild takes any name, and a misspelt one would change nothing in silence.
/// </summary>
internal static class PropertyNames
{
    private const string Prefix = "EMOTUNE_";

    /// <summary>What a user may set; <c>build/Environment.props</c> has the same list.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "Experiment", "ExperimentsFolder", "Runs", "Set", "Overrides", "DatasetsRoot", "ModelsRoot", "ArtifactsRoot", "Baseline",
        "Progress", "StoreLimit", "StatusFormat", "Input", "OutputPath", "Format", "Quantize", "Force", "Keep", "Orphans",
    ];

    /// <summary>EXP2020 for each property of the command line and each variable of the environment that is nearly one of ours.</summary>
    public static IReadOnlyList<Diagnostic> Misspelt(IBuildEngine? engine) => Misspelt(
        engine is IBuildEngine6 global ? global.GetGlobalProperties().Keys : [],
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => (string)v.Key));

    /// <param name="properties">Of the command line.</param>
    /// <param name="variables">All of the environment.</param>
    internal static IReadOnlyList<Diagnostic> Misspelt(IEnumerable<string> properties, IEnumerable<string> variables) =>
    [
        .. Misspelt("The property", properties, Known),
        .. Misspelt("The environment variable", variables.Where(v => v.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)),
            [.. Known.Select(k => Prefix + k.ToUpperInvariant())]),
    ];

    private static IEnumerable<Diagnostic> Misspelt(string what, IEnumerable<string> given, IReadOnlyList<string> known) =>
        from name in given.Order(StringComparer.Ordinal)
        where !known.Contains(name, StringComparer.OrdinalIgnoreCase)
        let suggestion = Suggestions.ForSlip(name, known)
        where suggestion.Length > 0
        select Problems.PropertyMisspelt.Given(what, name, suggestion);
}
