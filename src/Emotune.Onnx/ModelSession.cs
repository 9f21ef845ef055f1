using Emotune.Diagnostics;
using Emotune.Exported;
using Microsoft.ML.OnnxRuntime;

namespace Emotune.Onnx;

/// <summary>A graph in ONNX Runtime: word pieces go in, probabilities and decisions come out.</summary>
internal sealed class ModelSession : IDisposable
{
    private static readonly string[] OutputNames = ["probabilities", "labels"];

    private readonly InferenceSession _session;
    private readonly string[] _inputNames;
    private readonly string _path;
    private readonly int _labels;
    private readonly RunGate _gate = new();

    private ModelSession(InferenceSession session, string path, int labels)
    {
        (_session, _path, _labels) = (session, path, labels);
        string[] all = [ExportLayout.InputIds, ExportLayout.AttentionMask, ExportLayout.TokenTypeIds];
        _inputNames = [.. all.Where(session.InputMetadata.ContainsKey)];
    }

    /// <exception cref="DiagnosticException">EXP4151: it cannot be loaded; EXP4152: it has not the outputs of these labels.</exception>
    public static ModelSession Open(string folder, EmotionClassifierOptions options, int labels)
    {
        var path = Path.Combine(folder, ExportLayout.Graphs, options.Quantized ? ExportLayout.QuantizedGraph : ExportLayout.Graph);
        if (!File.Exists(path))
            throw new DiagnosticException(Problems.OnnxModelNotLoaded.In(path, "there is no such file"));
        InferenceSession session;
        try
        {
            using var settings = new SessionOptions { IntraOpNumThreads = options.Threads ?? 0, InterOpNumThreads = 1 };
            session = new InferenceSession(path, settings);
        }
        // The latter two where the native library is not there, or not for this system.
        catch (Exception error) when (error is OnnxRuntimeException or DllNotFoundException or TypeInitializationException)
        {
            throw new DiagnosticException(Problems.OnnxModelNotLoaded.In(path, error.Message));
        }
        foreach (var name in OutputNames)
        {
            if (session.OutputMetadata.TryGetValue(name, out var output) && output.Dimensions is [_, var width] && width == labels)
                continue;
            session.Dispose();
            throw new DiagnosticException(Problems.OnnxOutputsDiffer.In(path, name, labels));
        }
        return new ModelSession(session, path, labels);
    }

    /// <param name="ids">(N) The word pieces of each text.</param>
    /// <param name="batch">(B) Which texts.</param>
    /// <exception cref="ObjectDisposedException">The session was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    /// <exception cref="DiagnosticException">EXP4153: ONNX Runtime failed.</exception>
    public ModelOutputs Run(int[][] ids, int[] batch, int padId, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var entered = _gate.Enter(this);
        using var inputs = ModelInputs.Of(PaddedRows.Of(ids, batch, padId), _inputNames);
        using var run = new RunOptions();
        using var stop = cancellation.Register(() => run.Terminate = true);
        try
        {
            using var outputs = _session.Run(run, _inputNames, inputs.Values, OutputNames);
            return new ModelOutputs(outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[1].GetTensorDataAsSpan<bool>().ToArray());
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (OnnxRuntimeException error)
        {
            throw new DiagnosticException(Problems.OnnxRunFailed.In(_path, error.Message));
        }
    }

    public void Dispose() => _gate.Close(_session.Dispose);
}
