using System.Globalization;
using System.Xml.Linq;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Plots;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class PlotWriterTests : IDisposable
{
    private static readonly XNamespace SvgNamespace = "http://www.w3.org/2000/svg";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(28)]
    [InlineData(130)]
    public void Every_figure_is_there_as_SVG_and_PNG(int labels)
    {
        var written = PlotWriter.Write(Two(labels), _folder.Plots);

        string[] names =
        [
            "average-precision-by-label", "average-precision-differences",
            .. labels > 10 ? new[] { "average-precision-top-labels" } : [], "co-prediction-full-42", "co-prediction-lora-42", "differences",
            "macro-f1-by-parameters", "micro-f1-by-parameters", "reliability-by-label-full-42", "reliability-by-label-lora-42",
            "reliability-full-42", "reliability-lora-42",
            "thresholds-by-label-full-42", "thresholds-by-label-lora-42", "training-loss", "validation-loss",
        ];
        Assert.Equal(names.SelectMany(n => new[] { n + ".png", n + ".svg" }), written);
        Assert.All(written, n => Assert.True(new FileInfo(Path.Combine(_folder.Plots, n)).Length > 1000));
    }

    [Fact]
    public void A_figure_names_each_run_and_seed_and_its_axes()
    {
        PlotWriter.Write(
            MadeUp.Input(
                3, MadeUp.Run("full", FineTuningMethod.Full, 3, 1), MadeUp.Run("full", FineTuningMethod.Full, 3, 2),
                MadeUp.Run("lora", FineTuningMethod.Lora, 3, 1)), _folder.Plots);

        var texts = Texts(PlotNames.MicroF1);
        Assert.Contains("full · 1", texts);
        Assert.Contains("full · 2", texts);
        Assert.Contains("lora · 1", texts);
        Assert.Single(texts, "Trained parameters (count, logarithmic)");
        Assert.Contains("Micro F1 on test (0 to 1)", texts);
    }

    [Fact]
    public void Labels_are_sorted_by_full_fine_tuning_and_do_not_overlap()
    {
        var input = Two(28);
        PlotWriter.Write(input, _folder.Plots);

        var ticks = Svg(PlotNames.AveragePrecision).Descendants(SvgNamespace + "text")
            .Where(t => t.Value.EndsWith(')') && input.Dataset.Labels.Any(l => t.Value.StartsWith(l.Name + " (", StringComparison.Ordinal)))
            .ToArray();
        var heights = ticks.Select(t => double.Parse(t.Attribute("transform")!.Value.Split([' ', ')'])[1], CultureInfo.InvariantCulture))
            .Order().ToArray();
        var order = ticks.OrderBy(t => double.Parse(t.Attribute("transform")!.Value.Split([' ', ')'])[1], CultureInfo.InvariantCulture))
            .Select(t => t.Value);
        var expected = input.Runs[0].Evaluation!.Labels.OrderByDescending(l => l.AveragePrecision.Value)
            .Select(l => $"{l.Name} ({l.Positives})");

        Assert.Equal(expected, order);
        Assert.All(heights.Zip(heights.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 16));
    }

    [Fact]
    public void A_picture_scales_says_what_it_shows_and_carries_no_letters_positions()
    {
        PlotWriter.Write(Two(3), _folder.Plots);

        foreach (var file in Directory.EnumerateFiles(_folder.Plots, "*.svg"))
        {
            var root = XDocument.Load(file).Root!;
            Assert.NotNull(root.Attribute("viewBox"));
            Assert.NotEmpty(root.Element(SvgNamespace + "title")!.Value);
            Assert.NotEmpty(root.Descendants(SvgNamespace + "text"));
            Assert.All(root.Descendants(SvgNamespace + "text"), t => Assert.DoesNotContain(',', t.Attribute("x")!.Value));
            Assert.Equal(
                root.Descendants(SvgNamespace + "clipPath").Count(),
                root.Descendants().Attributes("id").Select(a => a.Value).Distinct().Count());
        }
    }

    [Fact]
    public void Bytes_repeat_in_any_culture_and_whatever_was_drawn_before()
    {
        using var again = new TemporaryFolder();
        PlotWriter.Write(Two(3), _folder.Plots);
        using (new OtherCulture()) PlotWriter.Write(Two(3), again.Plots);

        Assert.Equal(_folder.Contents(), again.Contents());
    }

    [Fact]
    public void Costs_and_provenance_leave_plots_as_they_are()
    {
        using var again = new TemporaryFolder();
        var input = Two(3);
        PlotWriter.Write(input, _folder.Plots);
        PlotWriter.Write(input with
        {
            Runs = [
                .. input.Runs.Select(
                    r => r with { Costs = new Dictionary<string, StageCost> { ["train"] = MadeUp.Cost(1, 2, 3) }, Provenance = [] })],
            Versions = [],
        }, again.Plots);

        Assert.Equal(_folder.Contents(), again.Contents());
    }

    [Fact]
    public void Names_that_no_font_or_file_system_knows_get_a_stand_in()
    {
        var input = MadeUp.Input(
            1, MadeUp.Run("模型/<script>", FineTuningMethod.Full, 1), MadeUp.Run("模型?<script>", FineTuningMethod.Lora, 1));
        var written = PlotWriter.Write(input, _folder.Plots);

        Assert.Contains("reliability-----script--42.svg", written);
        Assert.Contains("reliability-----script--42-2.svg", written);
        Assert.Contains("run 1 · 42", Texts(PlotNames.MicroF1));
        Assert.Contains("run 2 · 42", Texts(PlotNames.MicroF1));
    }

    [Fact]
    public void A_very_long_name_is_cut_in_plots()
    {
        PlotWriter.Write(MadeUp.Input(1, MadeUp.Run(new string('x', 10_000), FineTuningMethod.Full, 1)), _folder.Plots);

        Assert.All(
            Directory.EnumerateFiles(_folder.Plots, "*.svg"), f =>
                Assert.All(XDocument.Load(f).Descendants(SvgNamespace + "text"), t => Assert.True(t.Value.Length < 140)));
    }

    [Fact]
    public void Where_every_run_failed_the_figures_say_so()
    {
        PlotWriter.Write(MadeUp.Input(3, MadeUp.Failed("lora", FineTuningMethod.Lora, "no memory")), _folder.Plots);

        Assert.Contains("No run has a result to show.", Texts(PlotNames.MicroF1));
        Assert.Contains("No run has a log to show.", Texts(PlotNames.TrainingLoss));
    }

    [Fact]
    public void A_label_without_positives_is_said_to_be_undefined()
    {
        PlotWriter.Write(Undefined.Input(), _folder.Plots);

        Assert.Contains("undefined: no positives", Texts(PlotNames.AveragePrecision));
    }

    private static ReportInput Two(int labels) =>
        MadeUp.Input(labels, MadeUp.Run("full", FineTuningMethod.Full, labels), MadeUp.Run("lora", FineTuningMethod.Lora, labels))
            .Compared();

    private XElement Svg(string name) => XDocument.Load(Path.Combine(_folder.Plots, name + ".svg")).Root!;

    private List<string> Texts(string name) => [.. Svg(name).Descendants(SvgNamespace + "text").Select(t => t.Value)];
}
