using System.Reflection;

namespace Emotune.Model.Stages;

/// <summary>The versions of what computes results, as manifests and the report name them.</summary>
internal static class ToolVersions
{
    private static readonly string[] Packages = ["Microsoft.ML.Tokenizers", "Parquet.Net", "TorchSharp", "libtorch-cpu-linux-x64"];

    private static readonly Assembly Own = typeof(ToolVersions).Assembly;

    /// <summary>This program's. No manifest has it: a stage's code has a version of its own, and results outlast releases.</summary>
    public static string OfEmotune { get; } = Own.GetName().Version!.ToString(3);

    /// <summary>What results are computed with, by name, in ordinal order.</summary>
    public static SortedDictionary<string, string> All()
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal) { [".NET"] = Environment.Version.ToString() };
        foreach (var package in Own.GetCustomAttributes<AssemblyMetadataAttribute>().Where(m => Packages.Contains(m.Key)))
            versions[package.Key] = package.Value!;
        return versions;
    }
}
