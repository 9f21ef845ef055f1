using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>A table as Excel writes it on a Western Windows: semicolons, Windows-1252, and a label that somebody misspelt.</summary>
[Collection(AloneCollection.Name)]
public sealed class OwnDataTests : IDisposable
{
    private const string Experiment = """
        name: tickets
        data:
          format: csv
          train: train.csv
          validation: validation.csv
          test: test.csv
          columns: {text: body, label: topics, label_separator: "|"}
          max_length: 32
        backbone: {path: encoder}
        training: {epochs: 1, threads: 2, checkpoint_seconds: 0}
        runs:
          full: {method: full, learning_rate: 2.0e-3}
          lora: {method: lora, learning_rate: 5.0e-3, lora: {rank: 4}}
        evaluation: {bootstrap: {resamples: 100}}
        explanation: {method: leave_one_out, comments: 0}

        """;

    private static readonly (string Topic, string Words)[] Topics =
        [("account", "clé perdue"), ("billing", "30 € de trop"), ("delivery", "où est la boîte")];

    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void It_goes_from_the_table_to_a_report_and_to_new_texts()
    {
        Directory.CreateDirectory(Path.Combine(_root, "encoder"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "experiments", "quickstart", "encoder")))
            File.Copy(file, Path.Combine(_root, "encoder", Path.GetFileName(file)));
        Write("train.csv", 0, 120, "33;\"trop cher\";biling;\r\n");
        Write("validation.csv", 200, 40);
        Write("test.csv", 300, 40);
        File.WriteAllText(Path.Combine(_root, "tickets.yaml"), Experiment);

        var wrong = Build("Prepare");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Matches(@"train\.csv\(2,\d+\): error EXP3002: .*'data\.encoding: windows-1252'", wrong.Output);

        File.WriteAllText(
            Path.Combine(_root, "tickets.yaml"),
            Experiment.Replace("  max_length", "  encoding: windows-1252\n  max_length", StringComparison.Ordinal));
        var build = Build("Report", "-p:Run=lora");
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Matches(@"Prepare: .*train\.csv\(1,1\): EXP3047: .*semicolons \(train\.csv, validation\.csv, test\.csv\)", build.Output);
        Assert.Matches(@"train\.csv\(122,1\): warning EXP3051: The label 'biling' .*Did you mean 'billing'\?", build.Output);
        Assert.Contains(
            "warning EXP2020: The property 'Run' is none of Emotune's and changes nothing. Did you mean 'Runs'?", build.Output,
            StringComparison.Ordinal);

        File.WriteAllBytes(Path.Combine(_root, "new.csv"), Encoding.Latin1.GetBytes("id;note;body\r\n007;a;\"clé; perdue\"\r\n8;b;où\r\n"));
        var output = Path.Combine(_root, "new.jsonl");
        var classify = Build("Classify", "-p:Runs=lora", $"-p:Input={_root}/new.csv", $"-p:OutputPath={output}");
        Assert.True(classify.ExitCode == 0, classify.Output);
        var lines = File.ReadAllLines(output).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["clé; perdue", "où"], lines.Select(l => l.GetProperty("text").GetString()));
        Assert.Equal(["007", "8"], lines.Select(l => l.GetProperty("id").GetString()));
        Assert.Equal(["a", "b"], lines.Select(l => l.GetProperty("input").GetProperty("note").GetString()));
        foreach (var line in lines)
        {
            var given = line.GetProperty("labels").EnumerateArray().Select(l => l.GetProperty("label").GetString()).ToHashSet();
            foreach (var label in line.GetProperty("thresholds").EnumerateObject())
            {
                var decision = line.GetProperty("probabilities").GetProperty(label.Name).GetDouble() >= label.Value.GetDouble();
                Assert.Equal(decision, line.GetProperty("decision").GetProperty(label.Name).GetBoolean());
                Assert.Equal(decision, given.Contains(label.Name));
            }
        }
    }

    private BuildResult Build(string target, params string[] arguments) => DotnetBuild.Run(
        _root, ["-t:" + target, $"-p:Experiment={_root}/tickets.yaml", $"-p:ArtifactsRoot={_root}/artifacts", .. arguments]);

    private void Write(string file, int first, int rows, string last = "")
    {
        var text = new StringBuilder("nr;body;topics;\r\n");
        for (var i = first; i < first + rows; i++)
        {
            var (topic, words) = Topics[i % Topics.Length];
            text.Append(CultureInfo.InvariantCulture, $"{i};\"{words}; {i}\";{topic};\r\n");
        }

        var bytes = Encoding.Latin1.GetBytes(text.Append(last).ToString().Replace('€', '\u0080'));
        File.WriteAllBytes(Path.Combine(_root, file), bytes);
    }
}
