using Emotune.Diagnostics;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>What lies in a folder that an experiment names: a model, an adapter, or neither.</summary>
internal static class StartFolders
{
    /// <summary>Says what a folder holds instead of a model.</summary>
    /// <exception cref="DiagnosticException">EXP4120: it has an adapter alone; EXP4121: it has neither.</exception>
    public static void RequireModel(string folder)
    {
        RejectAdapterAlone(folder);
        if (HasConfig(folder) || WeightFolder.HasWeights(folder))
            return;
        List<string> inner = Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Where(AdapterFolder.IsOne).Order(StringComparer.Ordinal)]
            : [];
        var hint = inner.Count == 0 ? "" : $" It has folders with adapters. Name one of them: {string.Join(", ", inner)}.";
        throw new DiagnosticException(Problems.NoModelInFolder.In(folder, hint));
    }

    /// <exception cref="DiagnosticException">EXP4120: the folder has an adapter and not the model below it.</exception>
    public static void RejectAdapterAlone(string folder)
    {
        if (AdapterFolder.IsOne(folder) && !(HasConfig(folder) && WeightFolder.HasWeights(folder)))
            throw new DiagnosticException(Problems.AdapterIsNoModel.In(folder, BaseModel(folder)));
    }

    /// <summary>A folder's own name without those above it, in quotes for messages.</summary>
    public static string Quoted(string folder) => $"'{Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}'";

    private static bool HasConfig(string folder) => File.Exists(Path.Combine(folder, HuggingFaceConfig.FileName));

    private static string BaseModel(string folder)
    {
        try
        {
            return AdapterConfig.Load(folder).BaseModel ?? "not named";
        }
        catch (DiagnosticException)
        {
            return "not named";
        }
    }
}
