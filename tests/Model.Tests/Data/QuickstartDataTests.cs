using System.Diagnostics;
using Emotune.Model.Data;
using Emotune.Texts;

namespace Emotune.Model.Tests.Data;

public sealed class QuickstartDataTests : IDisposable
{
    private static readonly string Quickstart = Path.Combine(SharedFiles.Repository, "experiments", "quickstart");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_a_data_set_without_repeated_texts()
    {
        var source = new DatasetSource
        {
            Format = DatasetFormat.TsvLabelIds,
            Train = Path.Combine(Quickstart, "train.tsv"),
            Validation = Path.Combine(Quickstart, "validation.tsv"),
            Test = Path.Combine(Quickstart, "test.tsv"),
            Labels = Path.Combine(Quickstart, "emotions.txt"),
        };
        var cleaner = new TextCleaner(CleaningStep.Urls, CleaningStep.Usernames, CleaningStep.Whitespace);

        var statistics = Preparer.Prepare(new PrepareRequest(source, cleaner, (text, _) => [text.Length], 128), _folder.Path);

        Assert.Equal([3000, 600, 600], statistics.Splits.Select(s => s.Rows));
        Assert.All(statistics.Splits, s => Assert.Equal((0, 0), (s.Duplicates, s.Unlabelled)));
        Assert.All(statistics.Shared, s => Assert.Equal(0, s.Rows));
        Assert.Equal(10, statistics.Labels.Count);
        Assert.All(statistics.Labels, l => Assert.InRange(l.TestPositives, 30, 150));
    }

    [Fact]
    public async Task Its_program_writes_the_same_bytes_again()
    {
        var start = new ProcessStartInfo("dotnet", ["run", Path.Combine(Quickstart, "make-comments.cs"), _folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The test host's own MSBuild settings are not for the program's build.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, string.Concat(output));
        Assert.All(["train.tsv", "validation.tsv", "test.tsv", "emotions.txt", "unlabelled.txt"], name =>
            Assert.True(File.ReadAllBytes(Path.Combine(Quickstart, name)).SequenceEqual(File.ReadAllBytes(_folder.At(name))), name));
    }
}
