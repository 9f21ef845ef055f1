using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;

namespace Emotune.Pipeline.EndToEnd.Samples;

/// <summary>What a service did under load.</summary>
/// <param name="LostAnswers">Requests that were neither answered with 200 nor told that there are too many (503).</param>
/// <param name="MemoryBytes">Resident, after <see cref="WarmUp"/> and at the end.</param>
internal sealed record ServiceLoad(int Answers, int TooMany, int LostAnswers, TimeSpan P99, (long Early, long Late) MemoryBytes)
{
    public const int Connections = 16;

    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <summary>Twenty seconds, or as many as the variable says: bounded to two minutes.</summary>
    public static TimeSpan Duration { get; } = TimeSpan.FromSeconds(
        Math.Clamp(double.TryParse(Environment.GetEnvironmentVariable("EMOTUNE_LOAD_SECONDS"), out var given) ? given : 20, 12, 120));

    /// <summary>Each connection asks, waits for the answer, and asks again.</summary>
    /// <param name="service">On the loopback.</param>
    public static async Task<ServiceLoad> On(WebService service)
    {
        var latencies = new ConcurrentBag<TimeSpan>();
        var (tooMany, lost, early) = (0, 0, 0L);
        var clock = Stopwatch.StartNew();
        var connections = Enumerable.Range(0, Connections).Select(async c =>
        {
            var random = new Random(c);
            while (clock.Elapsed < Duration)
            {
                var texts = Enumerable.Range(0, random.Next(1, 9)).Select(
                    _ => string.Concat(Enumerable.Repeat("thank you so much ", random.Next(1, 20)))).ToArray();
                var started = clock.Elapsed;
                try
                {
                    using var response = await service.Client.PostAsJsonAsync("/classify", new { texts });
                    var answer = await response.Content.ReadAsStringAsync();
                    if (response.IsSuccessStatusCode && answer.Contains(texts[^1].TrimEnd(), StringComparison.Ordinal))
                        latencies.Add(clock.Elapsed - started);
                    else if (response.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
                        Interlocked.Increment(ref tooMany);
                    else
                        Interlocked.Increment(ref lost);
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref lost);
                }
            }
        });
        var memory = Task.Delay(WarmUp).ContinueWith(_ => early = service.MemoryBytes, TaskScheduler.Default);
        await Task.WhenAll([.. connections, memory]);
        var sorted = latencies.Order().ToArray();
        var p99 = sorted.Length == 0 ? TimeSpan.MaxValue : sorted[(int)(0.99 * (sorted.Length - 1))];
        return new ServiceLoad(sorted.Length, tooMany, lost, p99, (early, service.MemoryBytes));
    }
}
