using System.Security.Cryptography;
using System.Text;

namespace Emotune.Fuzz.Running;

/// <summary>A fault, kept as a folder with the file that brings it about and a text that says what came of it.</summary>
internal static class Finding
{
    /// <summary>The first line says which fault, the second how to bring it about again.</summary>
    public const string Description = "finding.txt";

    public static void Save(Job job, long number, string signature, string text, string name, byte[] file)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(signature)))[..8];
        var folder = Directory.CreateDirectory(Path.Combine(job.Findings, job.Reader, $"{digest}-{number}")).FullName;
        File.WriteAllBytes(Path.Combine(folder, name), file);
        File.WriteAllText(
            Path.Combine(folder, Description),
            $"{job.Reader}: {signature}\n--seed {job.Seed} --replay {job.Reader}:{number}\n{text}\n");
    }

    /// <summary>The different faults below a folder, with how to bring one case of each about.</summary>
    public static IReadOnlyList<(string Fault, string Replay)> All(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, Description, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => File.ReadLines(f).Take(2).ToArray()).Select(l => (l[0], l[1])).DistinctBy(f => f.Item1),
    ];
}
