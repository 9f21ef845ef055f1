namespace Emotune.Pipeline.EndToEnd;

/// <summary>
/// What extra sets add to a build, and what each edit of them runs again: never a training, never predictions on the experiment's own data.
/// </summary>
public sealed class ExtraSetTests : IDisposable
{
    private const string Sets = """
        evaluation:
          extra_sets:
            tickets: {file: tickets.csv, format: csv, map: {happy: joy, odd: ~}}

        """;

    private static readonly string[] OfTickets =
        ["Prepare tickets", "full/42 Predict tickets", "lora/42 Predict tickets", "full/42 Evaluate tickets",
            "lora/42 Evaluate tickets", "Report"];

    private readonly Workspace _workspace = new();

    public ExtraSetTests()
    {
        _workspace.Write("tickets.csv", "text,labels\nall is well,happy\nwho knows,odd\n");
        _workspace.Write("reviews.csv", "text,labels\nfine,joy\n");
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void It_is_built_with_the_rest_and_then_not_again()
    {
        Add();
        _workspace.Build().AssertRan([
            "Prepare", "Prepare tickets", "full/42 Train", "lora/42 Train",
            "full/42 Predict", "full/42 Predict tickets", "lora/42 Predict", "lora/42 Predict tickets", "full/42 Calibrate",
            "lora/42 Calibrate",
            "full/42 Evaluate", "full/42 Evaluate tickets", "lora/42 Evaluate", "lora/42 Evaluate tickets",
            .. Workspace.FromCompareExplaining("full/42", "lora/42")]);
        _workspace.Build().AssertRan();
        _workspace.AssertFresh();
    }

    [Fact]
    public void Added_it_runs_its_own_stages_and_the_report_and_removed_the_report_alone()
    {
        _workspace.Build();
        var before = Digests();
        Add();
        var build = _workspace.Build();
        build.AssertRan(OfTickets);
        Assert.Contains("full/42 Predict tickets: no result yet", build.Output, StringComparison.Ordinal);
        Assert.Equal(before, Digests());

        _workspace.Write("experiment.yaml", Workspace.Experiment);
        var removed = _workspace.Build();
        removed.AssertRan();
        Assert.Contains("Report: taken from the store", removed.Output, StringComparison.Ordinal);
        foreach (var orphan in new[] { "extra_sets/tickets", "runs/full/42/extra_sets/tickets", "runs/lora/42/extra_sets/tickets" })
            Assert.Contains($"{orphan} belongs to no run", removed.Output, StringComparison.Ordinal);
        Assert.Equal(0, _workspace.BuildWith("Clean", "-p:Orphans=true").ExitCode);
        Assert.False(Directory.Exists(_workspace.Artifact("runs/full/42/extra_sets/tickets")));
        Assert.True(Directory.Exists(_workspace.Artifact("runs/full/42/predict")));
        _workspace.AssertFresh();
    }

    [Fact]
    public void Another_map_predicts_nothing_and_says_why()
    {
        Add();
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "happy: joy", "happy: [joy, grief]");
        var status = _workspace.BuildWith("Status");
        Assert.Matches("""Prepare tickets +stale +map.happy \["joy"\] → \["joy","grief"\]""", status.Output);
        Assert.Matches("full/42 +Predict tickets +stale +waits for extra_sets/tickets", status.Output);
        Assert.Matches("full/42 +Train +fresh", status.Output);
        Assert.Matches("full/42 +Predict +fresh", status.Output);
        Assert.Contains(
            "\"extra_set\": \"tickets\"", _workspace.BuildWith("Status", "-p:StatusFormat=json").Output, StringComparison.Ordinal);
        _workspace.Build().AssertRan("Prepare tickets", "full/42 Evaluate tickets", "lora/42 Evaluate tickets", "Report");
    }

    [Fact]
    public void Another_text_of_the_set_runs_its_own_stages()
    {
        Add();
        _workspace.Build();
        _workspace.Edit("tickets.csv", "all is well", "All is well");
        _workspace.Build().AssertRan(OfTickets);
    }

    [Fact]
    public void Another_set_leaves_the_first_alone()
    {
        Add();
        _workspace.Build();
        _workspace.Write("experiment.yaml", Workspace.Experiment + Sets + "    reviews: {file: reviews.csv, format: csv}\n");
        _workspace.Build().AssertRan([.. OfTickets.Select(s => s.Replace("tickets", "reviews", StringComparison.Ordinal))]);
    }

    [Fact]
    public void What_it_stands_on_reruns_it()
    {
        Add();
        _workspace.Build();
        _workspace.Write("experiment.yaml", Workspace.Experiment + Sets + "thresholds: {strategy: global_f1}\n");
        Assert.Equal(
            ["full/42 Evaluate", "full/42 Evaluate tickets", "lora/42 Evaluate", "lora/42 Evaluate tickets"],
            _workspace.Build().Ran.Where(s => s.Contains("Evaluate", StringComparison.Ordinal)));
        _workspace.Edit("experiment.yaml", "0.002", "0.001");
        Assert.Equal(
            [.. Workspace.AfterLoraTrain[..2], "lora/42 Predict tickets", "lora/42 Calibrate", "lora/42 Evaluate",
                "lora/42 Evaluate tickets", .. Workspace.AfterLoraTrain[4..]],
            _workspace.Build().Ran);
    }

    [Fact]
    public void What_is_wrong_with_several_sets_and_the_data_is_reported_at_once_and_nothing_is_trained()
    {
        _workspace.Write("test.tsv", "some day\t7\te1\n");
        _workspace.Write("experiment.yaml", Workspace.Experiment + """
            evaluation:
              extra_sets:
                tickets: {file: tickets.csv, format: csv, map: {happy: jo, sad: grief}}
                reviews: {file: reviews.csv, format: csv, map: {joy: ~}}

            """);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "experiments", "quickstart", "encoder")))
            File.Copy(file, _workspace.At("encoder/" + Path.GetFileName(file)), overwrite: true);
        // The encoder has positions for no more.
        var build = DotnetBuild.Run(
            _workspace.Root,
            [
                .. _workspace.Arguments("Train").Where(a => !a.Contains("_WorkerAssembly", StringComparison.Ordinal)),
                "-p:Set=data.max_length=64",
            ]);
        Assert.Equal(1, build.ExitCode);
        Assert.Matches(@"test\.tsv\(1.*\): error EXP3007", build.Output);
        Assert.Matches(
            @"experiment\.yaml\(13,53\): error EXP3027: 'evaluation\.extra_sets\.tickets\.map\.happy' names 'jo', which is not a "
                + @"label of the experiment\. Did you mean 'joy'\? Valid labels: joy, grief\.", build.Output);
        Assert.Matches(
            @"experiment\.yaml\(13,64\): error EXP3028: .*maps 'sad', a label that the set does not have\. The set's labels: happy, odd\.",
            build.Output);
        Assert.Matches(@"experiment\.yaml\(13,47\): error EXP3029: .*'odd' \(first in line 3\)", build.Output);
        Assert.Matches(@"experiment\.yaml\(14,47\): error EXP3030: ", build.Output);
        Assert.DoesNotContain("Train", build.Output.Replace("-t:Train", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", build.Output, StringComparison.Ordinal);
    }

    private void Add() => _workspace.Write("experiment.yaml", Workspace.Experiment + Sets);

    /// <summary>The experiment's own stages, by their manifests.</summary>
    private Dictionary<string, string> Digests() =>
        Directory.EnumerateFiles(_workspace.Artifacts, "manifest.json", SearchOption.AllDirectories)
        .Where(f => !f.Contains("extra_sets", StringComparison.Ordinal) && !f.Contains("/report/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToDictionary(f => f, File.ReadAllText);
}
