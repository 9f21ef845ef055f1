using System.Text.Json.Serialization;
using Emotune.Diagnostics;
using Emotune.Pipeline.Acquisition;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Tasks.Targets;

namespace Emotune.Pipeline.Tasks;

/// <summary>What the next build will fetch.</summary>
/// <param name="Sources">The keys that name it.</param>
/// <param name="Bytes">Null where that is not known.</param>
internal sealed record FetchForecast(IReadOnlyList<string> Sources, long? Bytes)
{
    // Whoever asks for the status waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>For people.</summary>
    [JsonIgnore]
    public string Text => "The next build will fetch "
        + $"{(Bytes is { } bytes ? $"{FetchLines.Megabytes(bytes)} MB" : "files of unknown size")}: {string.Join(", ", Sources)}.";

    /// <summary>Asks for the sizes, unless calls are not allowed.</summary>
    /// <returns>Null where nothing is to be fetched.</returns>
    public static FetchForecast? Of(
        IReadOnlyCollection<NamedSource> missing, StartFolder start, CancellationToken cancellation) => missing.Count == 0
        ? null
        : new(
            [.. missing.Select(s => s.Name).Distinct(StringComparer.Ordinal)],
            Measure(missing.DistinctBy(FetchSources.Identity), start, cancellation));

    private static long? Measure(IEnumerable<NamedSource> missing, StartFolder start, CancellationToken cancellation)
    {
        var settings = FetchedSources.CurrentSettings(start);
        if (settings.IsOffline)
            return null;
        using var acquirer = new Acquirer(settings);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var sizes = Task.WhenAll(missing.Select(s => Measure(acquirer, s, patience.Token))).GetAwaiter().GetResult();
            return sizes.Any(s => s.Bytes is null) ? null : sizes.Sum(s => s.Bytes!.Value);
        }
        catch (DiagnosticException)
        {
            // The build that fetches says what is wrong.
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static Task<FetchSize> Measure(Acquirer acquirer, NamedSource source, CancellationToken cancellation) => source switch
    {
        NamedModel model => acquirer.MeasureAsync(FetchedSources.Wanted(model), cancellation),
        NamedDataFile file => acquirer.MeasureAsync(FetchedSources.Wanted(file), cancellation),
        _ => throw new InvalidOperationException($"{source.Name} is neither a model nor a file."),
    };
}
