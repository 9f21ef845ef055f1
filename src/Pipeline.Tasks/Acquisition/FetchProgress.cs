namespace Emotune.Pipeline.Acquisition;

/// <summary>How far a model or a file has come.</summary>
/// <param name="Name">The model's name, or the file's.</param>
/// <param name="DoneBytes">What has been received, what an earlier build had received among it.</param>
/// <param name="TotalBytes">What there is to receive; null where the server does not say.</param>
/// <param name="BytesPerSecond">The rate of the last seconds.</param>
internal sealed record FetchProgress(string Name, long DoneBytes, long? TotalBytes, double BytesPerSecond)
{
    /// <summary>From 0 to 1; null where the total is not known.</summary>
    public double? Share => TotalBytes is { } total ? total == 0 ? 1 : Math.Min(1, (double)DoneBytes / total) : null;

    /// <summary>Null where the total or the rate is not known.</summary>
    public TimeSpan? TimeLeft => TotalBytes is { } total && BytesPerSecond > 0
        ? TimeSpan.FromSeconds(Math.Min(Math.Max(0, total - DoneBytes) / BytesPerSecond, TimeSpan.FromDays(99).TotalSeconds))
        : null;
}

/// <summary>What is still to be fetched.</summary>
/// <param name="Bytes">Null where a server does not say.</param>
internal sealed record FetchSize(int Files, long? Bytes);
