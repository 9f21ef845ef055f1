using System.Globalization;

namespace Emotune.Fuzz.Running;

/// <summary>Cases of one reader, for one worker.</summary>
/// <param name="End">The number behind the last case.</param>
internal sealed record Job(string Reader, ulong Seed, long Start, long End, double Seconds, string Findings)
{
    /// <summary>The command line of a worker, behind its verb.</summary>
    public IEnumerable<string> Arguments(string folder) =>
        [Reader, Text(Seed), Text(Start), Text(End), Seconds.ToString("R", CultureInfo.InvariantCulture), Findings, folder];

    public static Job Parse(IReadOnlyList<string> arguments, out string folder)
    {
        folder = arguments[6];
        return new Job(
            arguments[0], ulong.Parse(arguments[1], CultureInfo.InvariantCulture), long.Parse(arguments[2], CultureInfo.InvariantCulture),
            long.Parse(arguments[3], CultureInfo.InvariantCulture), double.Parse(arguments[4], CultureInfo.InvariantCulture), arguments[5]);
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
