using System.Globalization;
using System.Text.RegularExpressions;
using Emotune.Calibration;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>What a reader sees of each label's calibration.</summary>
public sealed class CalibrationWordsTests : IDisposable
{
    private static readonly CalibrationKnot[] Knots = [new(0.25, 0), new(0.5, 1)];

    private readonly TemporaryFolder _folder = new();

    public static Cases Maps => new()
    {
        { CalibrationMap.Identity, "none" },
        { new TemperatureMap(1.3219), "T 1.32" },
        { new PlattMap(0.9283, -0.2149), "a 0.93, c −0.21" },
        { new IsotonicMap(Knots), "2 knots" },
        { new BetaMap(0.5, 1.25, -0.126), "a 0.50, b 1.25, c −0.13" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Maps))]
    internal void Every_method_shows_its_parameters(CalibrationMap map, string words)
    {
        var page = Written(map, note: null);

        Assert.Contains(">Calibration<", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Temperature<", page, StringComparison.Ordinal);
        // As a person reads it: the figure's exact value stands in a tag about it.
        Assert.Contains($">{words}</", Regex.Replace(page, "</?data[^>]*>", ""), StringComparison.Ordinal);
        Assert.Equal(words, ParsedCsv.Read(_folder.Text("per_label.csv"))[0]["calibration"]);
    }

    [Fact]
    public void A_temperature_keeps_every_digit_for_programs()
    {
        Assert.Contains("T <data value=\"1.3219\">1.32</data>", Written(new TemperatureMap(1.3219), note: null), StringComparison.Ordinal);
        Assert.Equal(1.3219, double.Parse(ParsedCsv.Read(_folder.Text("per_label.csv"))[0]["temperature"], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_fits_note_stands_beside_its_parameters() =>
        Assert.Contains(
            ">none: <bdi>Newton&#39;s method did not settle.</bdi></", Written(CalibrationMap.Identity, "Newton's method did not settle."),
            StringComparison.Ordinal);

    private string Written(CalibrationMap map, string? note)
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 1);
        return _folder.WriteAll(MadeUp.Input(1, run with { Calibration = [new ShownCalibration(MadeUp.Label(0), map, 0.5, note)] }));
    }
}
