using System.Text.Json;
using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Tests.Artifacts;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Calibration;

/// <summary>Whatever methods the enumeration has; a new one needs a line in <see cref="Described"/> alone.</summary>
public sealed class CalibrationMethodTests
{
    private const string Nothing =
        "\"temperature\":null,\"scale\":null,\"shift\":null,\"knots\":null,\"positive_scale\":null,\"negative_scale\":null";

    public static Cases Methods => Cases.Each(Enum.GetValues<CalibrationMethod>());

    public static Cases Described => new()
    {
        { CalibrationMap.Identity, "none" },
        { new TemperatureMap(1.3219), "T 1.32" },
        { new TemperatureMap(0.0001), "T 0.0001" },
        { new PlattMap(0.9283, -0.2149), "a 0.93, c −0.21" },
        { new PlattMap(-1.5e20, 0), "a −1.5E+20, c 0.00" },
        { new IsotonicMap([.. Enumerable.Range(0, 9).Select(i => new CalibrationKnot(i / 10.0, i / 9.0))]), "9 knots" },
        { new IsotonicMap([new CalibrationKnot(0.5, 0.25)]), "1 knot" },
        { new BetaMap(0.5, 1.25, -0.126), "a 0.50, b 1.25, c −0.13" },
    };

    public static Cases Written => new()
    {
        { CalibrationMap.Identity, $$"""{"method":"none",{{Nothing}}}""" },
        { new TemperatureMap(1.5), $$"""{"method":"temperature",{{Given("temperature", "1.5")}}}""" },
        { new PlattMap(0.1, -2), $$"""{"method":"platt",{{Given("scale", "0.1", "shift", "-2")}}}""" },
        {
            new IsotonicMap([new CalibrationKnot(0.25, 0), new CalibrationKnot(0.5, 1)]),
            $$"""{"method":"isotonic",{{Given(
                "knots", """[{"probability":0.25,"calibrated":0},{"probability":0.5,"calibrated":1}]""")}}}"""
        },
        {
            new BetaMap(1, 0.5, 1e-7),
            $$"""{"method":"beta",{{Given("shift", "1E-07", "positive_scale", "1", "negative_scale", "0.5")}}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    internal void Each_method_has_a_map_a_fit_words_and_a_file(CalibrationMethod method)
    {
        var sample = SyntheticPredictions.Of(3, rows: 200);
        var map = CalibrationMethods.Fit(method, sample.Logits, sample.Labels).Map;
        Assert.Equal((CalibrationMethods.MapOf(method), method), (map.GetType(), CalibrationMethods.Of(map)));
        Assert.NotEmpty(map.Describe());
        var text = Json.Text(map);
        var read = JsonSerializer.Deserialize<CalibrationMap>(text, Json.Options)!;
        Assert.Equal(text, Json.Text(read));
        Assert.All(sample.Logits, z => Assert.Equal((map.Logit(z), map.Probability(z)), (read.Logit(z), read.Probability(z))));
        Assert.Contains(Described, row => row[0].GetType() == map.GetType());
    }

    [Fact]
    public void Each_map_belongs_to_one_method()
    {
        var maps = typeof(CalibrationMap).Assembly.GetTypes().Where(t => t.BaseType == typeof(CalibrationMap));
        var named = Enum.GetValues<CalibrationMethod>().Select(CalibrationMethods.MapOf);
        Assert.Equal(maps.OrderBy(t => t.Name), named.OrderBy(t => t.Name));
        Assert.All(maps, t => Assert.True(t.IsSealed, t.Name));
    }

    [Theory]
    [MemberData(nameof(Described))]
    internal void A_map_is_described_in_a_few_words(CalibrationMap map, string words) => Assert.Equal(words, map.Describe());

    [Theory]
    [MemberData(nameof(Written))]
    internal void A_map_is_written_as_ever_with_every_parameter_of_the_first_methods(CalibrationMap map, string text) =>
        Assert.Equal(text, Json.Line(map));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"method":"temperature","temperature":null}""")]
    [InlineData("""{"method":"temperature","temperature":0}""")]
    [InlineData("""{"method":"platt","scale":1}""")]
    [InlineData("""{"method":"isotonic","knots":null}""")]
    [InlineData("""{"method":"isotonic","knots":[]}""")]
    [InlineData("""{"method":"isotonic","knots":[null]}""")]
    [InlineData("""{"method":"beta","shift":1,"positive_scale":"2","negative_scale":1}""")]
    [InlineData("""{"method":"none","method":"none"}""")]
    [InlineData("""{"method":"guess"}""")]
    [InlineData("""{"method":17}""")]
    public void A_map_without_its_parameters_is_an_error_at_its_line(string map)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "calibration.json");
        File.WriteAllText(path, $$"""
            {
            "map":{{map}}, "nll_before": 1, "nll_after": 1, "converged": true, "note": null }
            """);
        var thrown = Assert.Throws<DiagnosticException>(() => Json.Read<LabelCalibration>(path));
        Assert.Equal((Problems.JsonInvalid.Code, 2), (thrown.Diagnostics[0].Code, thrown.Diagnostics[0].At!.Line));
    }

    private static string Given(params string[] namesAndValues) => namesAndValues.Chunk(2)
        .Aggregate(Nothing, (text, pair) => text.Replace($"\"{pair[0]}\":null", $"\"{pair[0]}\":{pair[1]}", StringComparison.Ordinal));
}
