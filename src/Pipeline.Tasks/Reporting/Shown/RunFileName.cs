using System.Globalization;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>The name of a file or folder of one run and seed: <c>lora-42</c>.</summary>
internal static class RunFileName
{
    // The names of runs are names of folders already, and none is longer.
    private const int LongestRun = 100;

    public static string Of(string run, long seed) =>
        $"{string.Concat(run.Take(LongestRun).Select(c => IsPlain(c) ? c : '-'))}-{seed.ToString(CultureInfo.InvariantCulture)}";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
}
