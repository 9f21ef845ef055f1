using System.Diagnostics;
using System.Text.Json.Nodes;
using Emotune.Diagnostics;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Tokenization;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Artifacts;

/// <summary>Models and adapters that Transformers 5.24 and PEFT 0.21.2 wrote, with their logits.</summary>
public sealed class PeftCasesTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeftCasesFact]
    public void Each_case_has_the_logits_of_the_libraries_or_is_refused()
    {
        using (var tar = Process.Start("tar", ["xf", PeftCasesFactAttribute.Archive, "-C", _folder.Path]))
            tar.WaitForExit();
        var cases = Directory.GetDirectories(_folder.File("peft")).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(cases);
        foreach (var folder in cases)
        {
            var said = Check(folder, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")))!);
            output.WriteLine($"{Path.GetFileName(folder)}: {said}");
        }
    }

    private static string Check(string folder, JsonNode expected)
    {
        using var scope = NewDisposeScope();
        try
        {
            using var classifier = Start(folder, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "x.yaml")))!);
            if (classifier.Network.FreshParameters.Count > 0)
                throw new DiagnosticException(classifier.HeadNotTrained(folder));
            Assert.Null(expected["want"]);
            classifier.Network.eval();
            var worst = Rows(folder).Zip(expected["logits"]!.AsArray(), (text, row) => Distance(classifier, folder, text, row!)).Max();
            Assert.InRange(worst, 0, 1e-5);
            return FormattableString.Invariant($"{worst:0.0e+0} {string.Concat(classifier.Remarks)}");
        }
        catch (DiagnosticException problem)
        {
            return problem.Diagnostics[0].ToString();
        }
    }

    private static double Distance(StoredClassifier classifier, string folder, string text, JsonNode row)
    {
        var tokenizer = TextTokenizer.Load(Path.Combine(folder, "backbone"));
        long[] ids = [.. tokenizer.EncodeIds(text, 64).Select(i => (long)i)];
        var logits = classifier.Network.Forward(tensor(ids, [1, ids.Length]), ones([1, ids.Length], ScalarType.Int64)).data<float>();
        return logits.ToArray().Zip(row.AsArray(), (a, e) => Math.Abs(a - (double)e!)).Max();
    }

    private static StoredClassifier Start(string folder, JsonNode experiment)
    {
        var run = experiment["runs"]!["r"]!;
        return ClassifierFiles.Start(
            Path.Combine(folder, "backbone"), File.ReadAllLines(Path.Combine(folder, "emotions.txt")),
            (string)experiment["head"]!["pooling"]! == "mean" ? HeadPooling.Mean : HeadPooling.FirstToken,
            (string)run["method"]! == "lora" ? new LoraConfig() : null, 42,
            run["initialize_from"] is { } start ? Path.Combine(folder, (string)start!) : null);
    }

    private static IEnumerable<string> Rows(string folder) =>
        File.ReadLines(Path.Combine(folder, "s.jsonl")).Select(line => (string)JsonNode.Parse(line)!["text"]!);
}

/// <summary>A test over the cases; skipped, with a notice, where they are not at hand.</summary>
public sealed class PeftCasesFactAttribute : FactAttribute
{
    public PeftCasesFactAttribute()
    {
        if (!File.Exists(Archive))
            Skip = $"The cases are not at hand: put them into {Archive}, or set SHARED_ROOT.";
    }

    internal static string Archive { get; } = Path.Combine(SharedFiles.Root, "cases", "peft.tar.xz");
}
