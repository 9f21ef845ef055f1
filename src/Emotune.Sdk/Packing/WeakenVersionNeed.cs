using Emotune.Model.Native;
using Microsoft.Build.Framework;

namespace Emotune.Sdk.Packing;

/// <summary>Marks the need of a library for a version of another as weak, so that it loads where that version is missing.</summary>
public sealed class WeakenVersionNeed : Microsoft.Build.Utilities.Task
{
    /// <summary>The library, which is changed in place.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>The version of symbols, which the library must ask for.</summary>
    [Required]
    public string Version { get; set; } = "";

    public override bool Execute()
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        if (!VersionNeeds.Weaken(bytes, Version))
            Log.LogError("{0} does not ask for {1}. Pack the library as its own package has it.", File, Version);
        else
            System.IO.File.WriteAllBytes(File, bytes);
        return !Log.HasLoggedErrors;
    }
}
