using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;

namespace Emotune.Model.Tests.Onnx;

/// <summary>ONNX Runtime with all that it says written down. Its logger belongs to the process and is set once.</summary>
internal static class RuntimeLog
{
    private static readonly Lock Gate = new();
    private static readonly ConcurrentQueue<string> Messages = [];

    // Kept alive: the native library calls it as long as the process lives.
    private static readonly DOrtLoggingFunction Log = Write;

    /// <summary>Before any session is opened: later the logger cannot be set any more.</summary>
    [ModuleInitializer]
    internal static void BeforeAnyTest()
    {
        var options = new EnvironmentCreationOptions
        {
            logId = "tests",
            logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING,
            loggingFunction = Log,
        };
        OrtEnv.CreateInstanceWithOptions(ref options);
    }

    /// <summary>Opens a model and gives what ONNX Runtime warned of.</summary>
    public static (InferenceSession Session, string[] Warnings) Open(
        string path, GraphOptimizationLevel level = GraphOptimizationLevel.ORT_ENABLE_ALL, string? optimized = null)
    {
        using var options = new SessionOptions { GraphOptimizationLevel = level, IntraOpNumThreads = 1 };
        if (optimized is not null)
            options.OptimizedModelFilePath = optimized;
        lock (Gate)
        {
            Messages.Clear();
            var session = new InferenceSession(path, options);
            return (session, [.. Messages]);
        }
    }

    private static void Write(
        IntPtr parameter, OrtLoggingLevel severity, string category, string logId, string codeLocation, string message) =>
        Messages.Enqueue($"{severity} {codeLocation} {message}");
}
