using System.Collections;
using System.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Artifacts;
using Emotune.Onnx;
using FinishedRun = Emotune.Model.Tests.Library.FinishedRun;

namespace Emotune.Model.Tests.Service;

/// <summary>A call of one batch: there is nothing between batches at which it could stop.</summary>
public sealed class CancellationTests : IDisposable
{
    private const int Texts = 60_000;

    private readonly FinishedRun _run = new();
    private readonly TemporaryFolder _folder = new();
    private readonly EmotionClassifier _service;

    public CancellationTests()
    {
        OnnxExportStage.Export(new OnnxExportRequest(TrainedRun.Open(_run.Root, "small", 7, backbone: null), _folder.File("exported")));
        _service = EmotionClassifier.Load(
            _folder.File("exported"), new EmotionClassifierOptions { BatchTokens = int.MaxValue, Threads = 1 });
    }

    public void Dispose()
    {
        _service.Dispose();
        _run.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_call_ends_within_its_batch_and_the_next_is_answered()
    {
        var expected = _service.Classify("a good day");
        var whole = new WatchedTexts();
        Assert.Equal(Texts, _service.Classify(whole).Count);

        using var stop = new CancellationTokenSource();
        var cancelled = new WatchedTexts { Tokenized = () => stop.CancelAfter(whole.Computed / 4) };
        // Without an end within the batch, the call would return its results.
        var error = Assert.ThrowsAny<OperationCanceledException>(() => _service.Classify(cancelled, stop.Token));
        var took = cancelled.SinceTokenized;

        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.True(took < whole.Computed, $"{took} of {whole.Computed}");
        Assert.Equal(expected.Probabilities, _service.Classify("a good day").Probabilities);
    }

    /// <summary>The same text many times, which notices when the last one was tokenized and when the first result is made.</summary>
    private sealed class WatchedTexts : IReadOnlyList<string>
    {
        private readonly Stopwatch _clock = new();
        private int _readings;

        public Action? Tokenized { get; init; }

        public TimeSpan Computed { get; private set; }

        public TimeSpan SinceTokenized => _clock.Elapsed;

        public int Count => Texts;

        public string this[int index]
        {
            get
            {
                // Each text is read once for the limits, once for its tokens and once for its result.
                _readings++;
                if (_readings == 2 * Count)
                {
                    _clock.Start();
                    Tokenized?.Invoke();
                }

                if (_readings == (2 * Count) + 1)
                    Computed = _clock.Elapsed;
                return "so good so good so good";
            }
        }

        public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
