using System.Globalization;
using System.Xml.Linq;
using Emotune.Metrics;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Plots;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>What stands in the pictures, and that nothing stands on something else.</summary>
public sealed class PlotStructureTests : IDisposable
{
    private static readonly XNamespace SvgNamespace = "http://www.w3.org/2000/svg";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(28)]
    public void No_text_overlaps_another_or_leaves_the_picture(int labels)
    {
        PlotWriter.Write(Two(labels), _folder.Plots);

        foreach (var file in Directory.EnumerateFiles(_folder.Plots, "*.svg"))
        {
            var root = XDocument.Load(file).Root!;
            var boxes = root.Descendants(SvgNamespace + "text").Select(TextBox.Of).ToArray();
            var (width, height) = (Number(root.Attribute("width")!.Value), Number(root.Attribute("height")!.Value));
            Assert.All(
                boxes, b =>
                    Assert.True(
                        b.Left >= -1 && b.Right <= width + 1 && b.Top >= -1 && b.Bottom <= height + 1, $"{Path.GetFileName(file)}: {b}"));
            for (var i = 0; i < boxes.Length; i++)
            {
                for (var j = i + 1; j < boxes.Length; j++)
                    Assert.False(boxes[i].Overlaps(boxes[j]), $"{Path.GetFileName(file)}: {boxes[i]} and {boxes[j]}");
            }
        }
    }

    [Fact]
    public void Each_small_multiple_has_its_label_and_its_positives()
    {
        var input = Two(28);
        PlotWriter.Write(input, _folder.Plots);

        foreach (var name in new[] { "reliability-by-label-full-42", "thresholds-by-label-lora-42" })
        {
            var texts = Texts(name);
            Assert.All(input.Dataset.Labels, l => Assert.Single(texts, $"{l.Name} ({Numbers.Count(l.TestPositives)})"));
            Assert.Equal(28 * 2, texts.Count(t => t == "0.5"));
        }
    }

    [Fact]
    public void The_answers_figure_has_the_four_figures_an_interval_each_and_a_line_at_zero()
    {
        PlotWriter.Write(Two(3), _folder.Plots);

        var texts = Texts(PlotNames.Differences);
        Assert.All(
            new[] { "LoRA minus full fine-tuning", "micro F1", "macro F1", "weighted F1", "macro average precision",
                "Difference on test (points of 0 to 1)" }, t => Assert.Contains(t, texts));
        Assert.Equal(
            4, Svg(PlotNames.Differences).Descendants(SvgNamespace + "path").Count(p => p.Attribute("stroke")?.Value == "#D55E00"));
    }

    [Fact]
    public void The_best_labels_are_the_first_of_all_labels()
    {
        var input = Two(28);
        PlotWriter.Write(input, _folder.Plots);

        var best = input.Runs[0].Evaluation!.Labels.OrderByDescending(l => l.AveragePrecision.Value).Take(10)
            .Select(l => $"{l.Name} ({l.Positives})");
        Assert.Equal(
            best.Order(),
            Texts(PlotNames.TopLabels)
                .Where(t => t.EndsWith(')') && input.Dataset.Labels.Any(l => t.StartsWith(l.Name + " (", StringComparison.Ordinal)))
                .Order());
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void The_best_labels_have_a_plot_only_where_there_are_others(int labels, bool isThere)
    {
        var page = _folder.WriteAll(Two(labels));

        Assert.Equal(isThere, File.Exists(Path.Combine(_folder.Plots, PlotNames.TopLabels + ".svg")));
        Assert.Equal(isThere, page.Contains("the 10 best labels", StringComparison.Ordinal));
    }

    [Fact]
    public void A_confusion_has_its_number_in_per_cent_of_the_rows_comments()
    {
        var run = MadeUp.Run("full", FineTuningMethod.Full, 2) with
        {
            Confusion = new(["joy", "fear"], [50, 40], [[40, 5], [3, 10]], [[0, 5], [3, 0]]),
        };
        PlotWriter.Write(MadeUp.Input(2, run), _folder.Plots);

        // Hits, and what is wrongly predicted beside them: 40 and 5 of 50, 3 and 10 of 40.
        Assert.Equal(
            ["10", "25", "8", "80"], Texts("co-prediction-full-42").Where(t => t.All(char.IsAsciiDigit)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_many_labels_the_most_confused_are_shown()
    {
        PlotWriter.Write(Two(28), _folder.Plots);

        Assert.Contains(
            "Shown: the 14 of 28 labels with the most confusions.", Svg("co-prediction-full-42").Element(SvgNamespace + "title")!.Value);
    }

    [Fact]
    public void Bins_of_a_few_comments_are_grey_dots_that_no_line_joins()
    {
        ReliabilityBin[] bins = [new(0, 0.3, 500, 0.1, 0.1), new(0.3, 0.6, 9, 0.5, 1), new(0.6, 1, 12, 0.8, 0.7)];
        var run = MadeUp.Run("full", FineTuningMethod.Full, 1);
        PlotWriter.Write(MadeUp.Input(1, run with { Reliability = new([], bins, [new("joy", [], bins)]) }), _folder.Plots);

        foreach (var name in new[] { "reliability-full-42", "reliability-by-label-full-42" })
        {
            var marks = Svg(name).Descendants(SvgNamespace + "ellipse").Select(p => p.Attribute("fill")?.Value).ToArray();
            // Two bins and the legend's mark.
            Assert.Equal((3, 1), (marks.Count(f => f == "#0072B2"), marks.Count(f => f == PlotTheme.MutedHex)));
            Assert.Contains("which may lie anywhere by chance", Svg(name).Element(SvgNamespace + "title")!.Value);
        }
    }

    [Theory]
    [InlineData(new[] { -0.031, -0.012, 0.001, 0.018 })]
    [InlineData(new[] { 0.5 })]
    [InlineData(new[] { 0.0, 0.0 })]
    [InlineData(new[] { -0.2, -0.1 })]
    public void A_histograms_bars_hold_every_value_and_none_has_both_signs(double[] values)
    {
        var bins = HistogramFigure.Bins(values);

        Assert.Equal(values.Length, bins.Sum(b => b.Count));
        Assert.All(bins, b => Assert.True(b.From >= -1e-12 || b.To <= 1e-12));
        Assert.All(values, v => Assert.True(v >= bins[0].From - 1e-12 && v <= bins[^1].To + 1e-12));
    }

    private static ReportInput Two(int labels) =>
        MadeUp.Input(labels, MadeUp.Run("full", FineTuningMethod.Full, labels), MadeUp.Run("lora", FineTuningMethod.Lora, labels))
            .Compared();

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private XElement Svg(string name) => XDocument.Load(Path.Combine(_folder.Plots, name + ".svg")).Root!;

    private List<string> Texts(string name) => [.. Svg(name).Descendants(SvgNamespace + "text").Select(t => t.Value)];
}
