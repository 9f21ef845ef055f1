using System.Reflection;

namespace Emotune.Model.Stages;

/// <summary>The versions of what computes results, as manifests and the report name them.</summary>
internal static class ToolVersions
{
    private static readonly string[] Packages = ["Microsoft.ML.Tokenizers", "Parquet.Net", "TorchSharp", "libtorch-cpu-linux-x64"];

    /// <summary>By name, in ordinal order.</summary>
    public static SortedDictionary<string, string> All()
    {
        var assembly = typeof(ToolVersions).Assembly;
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [".NET"] = Environment.Version.ToString(),
            ["Emotune"] = assembly.GetName().Version!.ToString(3),
        };
        foreach (var package in assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(m => Packages.Contains(m.Key)))
            versions[package.Key] = package.Value!;
        return versions;
    }
}
