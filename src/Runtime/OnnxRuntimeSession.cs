using Emotune.Diagnostics;
using Emotune.Model.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Emotune.Runtime;

/// <summary>A graph in ONNX Runtime.</summary>
internal sealed class OnnxRuntimeSession : IGraphSession
{
    private readonly InferenceSession _session;

    /// <exception cref="DiagnosticException">EXP4132: ONNX Runtime cannot be loaded, or not load the graph.</exception>
    public OnnxRuntimeSession(string path) => _session = Guarded(() =>
    {
        using var options = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount };
        return new InferenceSession(path, options);
    });

    /// <inheritdoc/>
    /// <exception cref="DiagnosticException">EXP4132: ONNX Runtime cannot run the graph.</exception>
    public float[] Logits(long[] inputIds, long[] attentionMask, int rows, int length) => Guarded(() =>
    {
        var given = new Dictionary<string, long[]>
        {
            [ClassifierGraph.InputIds] = inputIds,
            [ClassifierGraph.AttentionMask] = attentionMask,
            // One segment: every token is of type 0.
            [ClassifierGraph.TokenTypeIds] = new long[inputIds.Length],
        };
        var names = _session.InputNames;
        var values = names.Select(n => OrtValue.CreateTensorValueFromMemory(given[n], [rows, length])).ToList();
        try
        {
            using var options = new RunOptions();
            using var results = _session.Run(options, names, values, [ClassifierGraph.Logits]);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        finally
        {
            values.ForEach(v => v.Dispose());
        }
    });

    public void Dispose() => _session.Dispose();

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is OnnxRuntimeException or DllNotFoundException or TypeInitializationException)
        {
            throw new DiagnosticException(Problems.GraphNotRun.Given(error.Message.ReplaceLineEndings(" ").Trim()));
        }
    }
}
