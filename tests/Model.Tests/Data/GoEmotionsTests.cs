using System.Diagnostics;
using Emotune.Model.Data;
using Emotune.Texts;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Data;

/// <summary>The real data set, where it is at hand.</summary>
public sealed class GoEmotionsTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [OracleFact]
    public void All_rows_are_prepared()
    {
        var goEmotions = Path.Combine(SharedFiles.Root, "data", "goemotions");
        var source = new DatasetSource
        {
            Format = DatasetFormat.TsvLabelIds,
            Train = Path.Combine(goEmotions, "train.tsv"),
            Validation = Path.Combine(goEmotions, "dev.tsv"),
            Test = Path.Combine(goEmotions, "test.tsv"),
            Labels = Path.Combine(goEmotions, "emotions.txt"),
        };
        var cleaner = new TextCleaner(CleaningStep.Urls, CleaningStep.Usernames, CleaningStep.Whitespace);
        var clock = Stopwatch.StartNew();
        var statistics = Preparer.Prepare(
            new PrepareRequest(source, cleaner, (text, max) => [.. text.Take(max).Select(c => (int)c)], 128), _folder.Path);
        output.WriteLine($"Prepared, a piece a character, in {clock.Elapsed.TotalSeconds:F2} s.");

        Assert.Equal([43_410, 5_426, 5_427], statistics.Splits.Select(s => s.Rows));
        Assert.Equal(28, statistics.Labels.Count);
        Assert.Equal("neutral", statistics.Labels[27].Name);
        Assert.Equal((14_219, 77), (statistics.Labels[27].TrainPositives, statistics.Labels[16].TrainPositives));
        Assert.All(statistics.Splits, s => Assert.Equal(0, s.Unlabelled));
        foreach (var split in SplitNames.All)
        {
            var raw = DatasetReader.Read(source, LabelSet.Read(source.Labels), split);
            var read = PreparedReader.Read(_folder.Path, split);
            Assert.Equal(raw.Select(r => r.Id), read.Ids);
            Assert.Equal(raw.Select(r => cleaner.Clean(r.Text)), read.Texts);
            Assert.Equal(
                raw.Select(r => r.Labels.Length), Enumerable.Range(0, read.Count).Select(row => read.LabelsOf(row).Count((byte)1)));
        }

        output.WriteLine(File.ReadAllText(_folder.At(Preparer.StatisticsFile))[..1200]);
    }
}
