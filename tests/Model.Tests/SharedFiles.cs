namespace Emotune.Model.Tests;

/// <summary>Where test data that is not the project's own lies: oracles, models, tokenizers, GoEmotions.</summary>
public static class SharedFiles
{
    /// <summary>The repository's root: the nearest folder above the test assembly that holds the central package versions.</summary>
    public static string Repository { get; } = FindRepository();

    public static string Root { get; } = Path.GetFullPath(
        Environment.GetEnvironmentVariable("SHARED_ROOT") ?? Path.Combine(Repository, "..", "shared"));

    public static string Oracles { get; } = Path.GetFullPath(
        Environment.GetEnvironmentVariable("ORACLES_ROOT") ?? Path.Combine(Root, "oracles"));

    /// <summary>Where cases are taken from: the folder that ORACLES_ROOT names, or else each of the shared ones that is there.</summary>
    public static IReadOnlyList<string> OracleRoots { get; } = Environment.GetEnvironmentVariable("ORACLES_ROOT") is null
        ? [.. SharedOracles.Where(Directory.Exists)]
        : [Oracles];

    private static string[] SharedOracles => [Path.Combine(Root, "oracles"), Path.Combine(Root, "oracles-encoders")];

    /// <summary>The folders below <paramref name="parts"/> that hold <paramref name="file"/>, in ordinal order in each root.</summary>
    public static IReadOnlyList<string> OracleFoldersWith(string file, params string[] parts) =>
        [.. OracleFiles(file, parts).Select(f => Path.GetDirectoryName(f)!)];

    /// <summary>The files below <paramref name="parts"/> of a name or pattern, in ordinal order in each root.</summary>
    public static IReadOnlyList<string> OracleFiles(string pattern, params string[] parts) =>
    [
        .. OracleRoots.Select(root => Path.Combine([root, .. parts])).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)),
    ];

    /// <summary>
    /// The oracles' file, or that of the shared ones where the oracles were moved without it: what depends on published models alone
    /// need not be there twice.
    /// </summary>
    public static string OracleOrSharedFile(params string[] parts) => OracleOrShared(File.Exists, parts);

    /// <summary>The oracles' folder, as <see cref="OracleOrSharedFile"/>.</summary>
    public static string OracleOrSharedFolder(params string[] parts) => OracleOrShared(Directory.Exists, parts);

    private static string OracleOrShared(Func<string, bool> isThere, string[] parts)
    {
        string[] places = [.. new[] { Oracles }.Concat(SharedOracles).Select(root => Path.Combine([root, .. parts]))];
        return places.FirstOrDefault(isThere) ?? places[0];
    }

    /// <summary>The first folder of that name in the roots, or in the shared ones where the oracles were moved without it.</summary>
    public static string? OracleFolder(params string[] parts) =>
        OracleRoots.Append(Path.Combine(Root, "oracles-encoders")).Append(Path.Combine(Root, "oracles"))
            .Select(root => Path.Combine([root, .. parts])).FirstOrDefault(Directory.Exists);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}

/// <summary>A test over the reference implementations' numbers; skipped, with a notice, where they are not at hand.</summary>
public sealed class OracleFactAttribute : FactAttribute
{
    public OracleFactAttribute()
    {
        if (!Directory.Exists(SharedFiles.Oracles))
            Skip = $"The oracles are not at hand: set ORACLES_ROOT, or put them into {SharedFiles.Oracles}.";
    }
}
