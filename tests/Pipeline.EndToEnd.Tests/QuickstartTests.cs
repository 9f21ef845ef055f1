using System.Globalization;
using System.Text.Json;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The README's first command, for real.</summary>
[Collection(QuickstartCollection.Name)]
public sealed class QuickstartTests(QuickstartBuild quickstart)
{
    [Fact]
    public void The_report_is_there_and_the_build_ends_with_the_results()
    {
        Assert.True(quickstart.First.ExitCode == 0, quickstart.First.Output);
        foreach (var file in new[] { "report/index.html", "report/report.md", "report/results.csv", "report/costs.csv",
            "report/cards/full-42.md", "report/cards/lora-42.md", "report/tensorboard/full-42/events.out.tfevents.0",
            "report/tensorboard/lora-42/events.out.tfevents.0", "plots/macro-f1-by-parameters.svg", "plots/macro-f1-by-parameters.png" })
        {
            Assert.True(new FileInfo(Path.Combine(quickstart.Artifacts, file)).Length > 0, file);
        }

        Assert.Matches("run +seed +micro F1 +macro F1 +ECE +training", quickstart.First.Output);
        const string Figure = @"0\.\d{3} \[0\.\d{3}, 0\.\d{3}\] +";
        Assert.Matches($@"full +42 +{Figure}{Figure}{Figure}\d[\d.]* s", quickstart.First.Output);
        Assert.Contains("report/index.html", quickstart.First.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_better_method_learns_and_does_not_solve_it()
    {
        var rows = Results();
        Assert.Equal(["full", "lora"], rows.Select(r => r["run"]));
        var macro = rows.Max(r => Number(r["macro_f1_validation"]));
        Assert.InRange(macro, 0.6, 0.95);
        Assert.True(macro >= Number(rows[0]["most_frequent_label_macro_f1"]) + 0.2);
        Assert.All(rows, r => Assert.True(Number(r["ece_before"]) > 0 && Number(r["ece_after"]) > 0));
        Assert.InRange(Number(rows[1]["trained_share"]), 0.001, 0.1);
    }

    [Fact]
    public void One_comment_and_a_batch_were_timed()
    {
        foreach (var run in new[] { "full", "lora" })
        {
            var file = Path.Combine(quickstart.Artifacts, "runs", run, "42", "predict", "cost.json");
            using var cost = JsonDocument.Parse(File.ReadAllText(file));
            var latency = cost.RootElement.GetProperty("cost").GetProperty("latency");
            Assert.InRange(latency.GetProperty("median_seconds").GetDouble(), 1e-6, latency.GetProperty("high_seconds").GetDouble());
            Assert.Equal(32, latency.GetProperty("batch_comments").GetInt32());
            Assert.Equal("float32", latency.GetProperty("precision").GetString());
        }
        var report = File.ReadAllText(Path.Combine(quickstart.Artifacts, "report", "report.md"));
        Assert.Contains(" A single comment took ", report, StringComparison.Ordinal);
        Assert.Contains("| quickstart | lora | ", report, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reports_commands_have_the_folders_that_the_build_was_given()
    {
        var command = $"dotnet build Experiments.proj -t:Report -p:Experiment=quickstart -p:ArtifactsRoot={quickstart.Root}";
        var page = File.ReadAllText(Path.Combine(quickstart.Artifacts, "report/index.html"));
        Assert.Contains($"This command repeats the experiment:</p>\n<pre><code>{command}</code></pre>", page, StringComparison.Ordinal);
        Assert.Contains($"{command} -p:Overrides=emotune-mend-quickstart.yaml", page, StringComparison.Ordinal);
        var markdown = File.ReadAllText(Path.Combine(quickstart.Artifacts, "report/report.md"));
        Assert.Contains($"\n{command}\n", markdown, StringComparison.Ordinal);
        // A model that another test exported is shown first.
        Assert.Equal(0, quickstart.Build("Report").ExitCode);
        var repeated = Shell.Run(command + " -question", Repository.Root, new Dictionary<string, string>());
        Assert.True(repeated.ExitCode == 0, repeated.Output);
    }

    [Fact]
    public void A_second_build_has_nothing_to_do()
    {
        var again = quickstart.Build("Report");
        Assert.Equal(0, again.ExitCode);
        Assert.DoesNotContain("Train:", again.Output, StringComparison.Ordinal);
        Assert.Equal(0, quickstart.Build("Report", "-question").ExitCode);
    }

    [Fact]
    public void New_texts_are_classified_a_line_of_json_each()
    {
        var input = Path.Combine(quickstart.Root, "new.txt");
        File.WriteAllText(input, "thank you so much for the help, you saved my day\nwhere did you find that recipe?\n");
        var build = quickstart.Build("Classify", "-p:Runs=lora", $"-p:Input={input}");
        Assert.True(build.ExitCode == 0, build.Output);
        var lines = build.Output.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith('{')).ToList();
        Assert.Equal(2, lines.Count);
        using var first = JsonDocument.Parse(lines[0]);
        var probabilities = first.RootElement.GetProperty("probabilities").EnumerateObject().Select(p => p.Value.GetDouble()).ToList();
        Assert.Equal(10, probabilities.Count);
        Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
        Assert.Contains(
            "gratitude", first.RootElement.GetProperty("labels").EnumerateArray().Select(l => l.GetProperty("label").GetString()));
    }

    [Fact]
    public void Classify_writes_its_lines_to_a_file_and_says_what_is_missing()
    {
        var (input, output) = (Path.Combine(quickstart.Root, "one.txt"), Path.Combine(quickstart.Root, "one.jsonl"));
        File.WriteAllText(input, "how lovely\n");
        Assert.Equal(0, quickstart.Build("Classify", "-p:Runs=full", $"-p:Input={input}", $"-p:OutputPath={output}").ExitCode);
        Assert.Single(File.ReadAllLines(output));
        Assert.Contains(
            "error EXP2007: The target Classify needs the property Input", quickstart.Build("Classify", "-p:Runs=full").Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "error EXP2007: The target Classify needs the property Runs, which must be one of full, lora.",
            quickstart.Build("Classify", $"-p:Input={input}").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("lora")]
    public void A_run_is_exported_as_one_folder(string run)
    {
        var output = Path.Combine(quickstart.Root, "exported-" + run);
        Assert.Equal(0, quickstart.Build("Export", "-p:Runs=" + run, $"-p:OutputPath={output}").ExitCode);
        foreach (var file in new[] { "config.json", "model.safetensors", "head.json", "head.safetensors", "tokenizer.json", "vocab.txt" })
            Assert.True(File.Exists(Path.Combine(output, file)), file);
        Assert.Equal(
            File.ReadAllText(Path.Combine(quickstart.Artifacts, "report", "cards", run + "-42.md")),
            File.ReadAllText(Path.Combine(output, "README.md")));
        Assert.Contains(
            "error EXP2008: The property OutputPath", quickstart.Build("Export", "-p:Runs=" + run, $"-p:OutputPath={output}").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_the_report_does_not_show_is_exported_without_a_card()
    {
        var output = Path.Combine(quickstart.Root, "exported-without-card");
        var build = quickstart.Build(
            "Export", "-p:Runs=full", "-p:Set=training.epochs=1", $"-p:OutputPath={output}");
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains("The folder has no model card", build.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(output, "README.md")));
        // The results of the experiment as its file says are taken from the store again.
        Assert.Equal(0, quickstart.Build("Report").ExitCode);
    }

    [Fact]
    public void Beside_itself_the_report_finds_paired_differences_of_nothing()
    {
        var build = quickstart.Build("Report", $"-p:Baseline={quickstart.Root}");
        Assert.True(build.ExitCode == 0, build.Output);
        var report = File.ReadAllText(Path.Combine(quickstart.Artifacts, "report", "report.md"));
        Assert.Matches(@"\| full · 42 \| micro F1 \| (0\.\d{4}) \| \1 \| 0\.0000 \| 0\.0000 to 0\.0000 \| 1\.000 \|", report);
        Assert.Equal(0, quickstart.Build("Report").ExitCode);
    }

    private List<Dictionary<string, string>> Results()
    {
        var lines = File.ReadAllLines(Path.Combine(quickstart.Artifacts, "report", "results.csv"));
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => header.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second))];
    }

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
