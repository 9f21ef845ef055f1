using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Emotune.Pipeline.EndToEnd.Transformers;

/// <summary>transformers.js in Node, which reads an exported folder as a stranger would.</summary>
internal static class TransformersJs
{
    /// <summary>Why it cannot run here; null where it can.</summary>
    public static string? Notice { get; } =
        !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(f => File.Exists(Path.Combine(f, "node")))
            ? "Node is not at hand."
            : Directory.Exists(Path.Combine(Here(), "node_modules", "@huggingface", "transformers"))
                ? null
                : "transformers.js is not at hand: npm ci --ignore-scripts --prefix tests/Pipeline.EndToEnd.Tests/Transformers";

    /// <summary>The score of every label, for each text.</summary>
    /// <param name="precision">As transformers.js calls it: <c>fp32</c> or <c>q8</c>.</param>
    public static IReadOnlyList<Dictionary<string, double>> Classify(string folder, string precision, IReadOnlyList<string> texts)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Here(), "classify.mjs"), folder, precision])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var problems = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(JsonSerializer.Serialize(texts));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, problems.Result);
        using var results = JsonDocument.Parse(output);
        return [.. results.RootElement.EnumerateArray().Select(r => r.EnumerateArray().ToDictionary(
            s => s.GetProperty("label").GetString()!, s => s.GetProperty("score").GetDouble()))];
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

/// <summary>A test with transformers.js; skipped, with a notice, where it is missing.</summary>
public sealed class TransformersFactAttribute : FactAttribute
{
    public TransformersFactAttribute() => Skip = TransformersJs.Notice;
}

/// <inheritdoc cref="TransformersFactAttribute"/>
public sealed class TransformersTheoryAttribute : TheoryAttribute
{
    public TransformersTheoryAttribute() => Skip = TransformersJs.Notice;
}

/// <summary>A test with transformers.js over a published encoder; skipped, with a notice, where either is missing.</summary>
public sealed class TransformersAndSharedFactAttribute : FactAttribute
{
    public TransformersAndSharedFactAttribute() => Skip = TransformersJs.Notice
        ?? (Directory.Exists(Path.Combine(Repository.Shared, "models")) ? null
            : $"The shared test data is not at hand: set SHARED_ROOT, or put it into {Repository.Shared}.");
}
