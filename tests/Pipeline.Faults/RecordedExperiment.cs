using System.Diagnostics;
using Emotune.Pipeline.EndToEnd;

namespace Emotune.Pipeline.Faults;

/// <summary>An experiment of about ten seconds, its stages played by the recording worker, and what it makes undisturbed.</summary>
internal sealed class RecordedExperiment : IDisposable
{
    private const int StageMilliseconds = 650;

    private static readonly string[] Favourites = ["Prepare", "Train", "Report"];

    private readonly Random _random = new(Settings.Seed);
    private readonly TimeSpan _whole;

    public RecordedExperiment()
    {
        Workspace.Environment["RECORD_DELAY_MS"] = FormattableString.Invariant($"{StageMilliseconds}");
        var clock = Stopwatch.StartNew();
        Workspace.Build().AssertRan([.. Workspace.AllStages]);
        _whole = clock.Elapsed;
        Undisturbed = ArtifactFiles.Digests(Workspace.Artifacts);
    }

    public Workspace Workspace { get; } = new();

    public SortedDictionary<string, string> Undisturbed { get; }

    /// <summary>Builds from nothing and sends the signal at a random moment before the end.</summary>
    public CutOff CutOff(int index, int signal)
    {
        while (true)
        {
            Directory.Delete(Workspace.At("artifacts"), recursive: true);
            File.Delete(Workspace.Log);
            using var build = new RunningBuild(
                Workspace.Root, Workspace.Arguments("Report"),
                new Dictionary<string, string>(Workspace.Environment) { ["RECORD_TO"] = Workspace.Log });
            WaitForMoment(build, index);
            var stage = Asked().LastOrDefault() ?? "before any stage";
            var moment = FormattableString.Invariant($"{build.Elapsed.TotalSeconds:0.000} s, {stage}");
            if (build.HasEnded)
                continue;
            build.Send(signal);
            var (code, took) = build.End();
            return new CutOff(moment, stage.Split(' ')[^1], code, took, build.Output);
        }
    }

    // Of each ten moments two inside each of Prepare, Train and Report, or while what they made is put in its place, and four anywhere.
    private void WaitForMoment(RunningBuild build, int index)
    {
        if (index % 10 / 2 is var favourite && favourite < Favourites.Length)
        {
            build.WaitUntil(() => Asked().Any(s => s.EndsWith(Favourites[favourite], StringComparison.Ordinal)));
            Thread.Sleep(_random.Next((int)(StageMilliseconds * 1.2)));
        }
        else
        {
            var moment = _random.NextDouble() * _whole;
            build.WaitUntil(() => build.Elapsed >= moment);
        }
    }

    /// <summary>One build to the end, without pauses: the digests must be the undisturbed ones.</summary>
    public void AssertEndsUndisturbed(string moment)
    {
        var pause = Workspace.Environment["RECORD_DELAY_MS"];
        Workspace.Environment["RECORD_DELAY_MS"] = "0";
        var build = Workspace.Build();
        Assert.True(build.ExitCode == 0, $"{moment}\n{build.Output}");
        Assert.Equal(Undisturbed, ArtifactFiles.Digests(Workspace.Artifacts));
        Workspace.AssertFresh();
        Assert.Empty(Directory.EnumerateFiles(Workspace.Artifacts, "*.tmp", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Workspace.Artifact(".work")));
        Workspace.Environment["RECORD_DELAY_MS"] = pause;
    }

    public void Dispose() => Workspace.Dispose();

    private string[] Asked()
    {
        try
        {
            return File.ReadAllLines(Workspace.Log);
        }
        catch (IOException)
        {
            return [];
        }
    }
}

/// <summary>A build that got a signal: when, at which stage, and how it ended.</summary>
internal sealed record CutOff(string Moment, string Stage, int ExitCode, TimeSpan Took, string Output);
