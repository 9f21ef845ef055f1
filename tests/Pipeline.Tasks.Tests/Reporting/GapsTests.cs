using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class GapsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labels_without_positives_and_fits_that_fell_back_are_named_with_their_reason()
    {
        var input = MadeUp.Input(3, Noted("full", 1), Noted("full", 2), MadeUp.Failed("lora", FineTuningMethod.Lora, "no room"));
        var labels = input.Dataset.Labels.ToArray();
        labels[2] = labels[2] with { ValidationPositives = 0, TestPositives = 0 };
        input = input with { Dataset = input.Dataset with { Labels = labels } };
        Assert.Equal(
            [
                new Gap("anger", "no calibration and no threshold of its own", "no validation comment carries it"),
                new Gap(
                    "anger", "average precision and recall are undefined, and F1 counts as 0 in macro F1", "no test comment carries it"),
                new Gap("amusement", "it has no best-fitting calibration of its own", "Separable on validation.", 2),
            ],
            Gaps.Of(input));
        var page = _folder.WriteAll(input);
        Assert.Contains("What could not be computed", page, StringComparison.Ordinal);
        Assert.Contains("Separable on validation.", page, StringComparison.Ordinal);
        Assert.Contains(
            "- **anger**: no calibration and no threshold of its own; no validation comment carries it\n", _folder.Text("report.md"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_said_where_nothing_is_missing()
    {
        var page = _folder.WriteAll(MadeUp.Input(3, MadeUp.Run("full", FineTuningMethod.Full, 3)));
        Assert.DoesNotContain("could not be computed", page, StringComparison.Ordinal);
    }

    private static RunResult Noted(string name, int seed)
    {
        var run = MadeUp.Run(name, FineTuningMethod.Full, 3, seed);
        return run with { Calibration = [.. run.Calibration.Select((c, i) => i == 1 ? c with { Note = "Separable on validation." } : c)] };
    }
}
