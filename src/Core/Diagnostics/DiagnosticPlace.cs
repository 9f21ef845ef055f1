namespace Emotune.Diagnostics;

/// <summary>Gives a place to the problems of work that does not know the file it works for.</summary>
internal static class DiagnosticPlace
{
    /// <param name="file">The file or folder for the problems that have no place yet.</param>
    /// <exception cref="DiagnosticException">What <paramref name="work"/> reports.</exception>
    public static T In<T>(string file, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DiagnosticException problem) when (problem.Diagnostics.Any(d => d.At is null))
        {
            throw new DiagnosticException([.. problem.Diagnostics.Select(d => d.At is null ? d with { At = new(file) } : d)]);
        }
    }

    /// <inheritdoc cref="In{T}(string, Func{T})"/>
    public static void In(string file, Action work) => In(file, () =>
    {
        work();
        return true;
    });
}
