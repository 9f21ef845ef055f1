using Emotune.Diagnostics;
using Emotune.Model.Evaluation;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting;
using Emotune.Pipeline.Reporting.Plots;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class ReportDiagnosticsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EXP6001_a_font_that_cannot_be_read()
    {
        Assert.Contains("EXP6001", Thrown(() => PlotFont.Extract([1, 2, 3], "Inter-Regular.ttf")));
        Assert.Contains(
            "it has no Avalonia resources",
            Thrown(() => PlotFont.Extract(File.ReadAllBytes(typeof(PlotFont).Assembly.Location), "Inter-Regular.ttf")));
        Assert.Contains("EXP6001", Thrown(() => PlotFont.Typeface([1, 2, 3], "Inter-Regular.ttf")));
    }

    [Fact]
    public void EXP6002_a_drawing_library_that_does_not_load()
    {
        Assert.Contains(
            "EXP6002",
            Thrown(() =>
                PlotWriter.WithDrawing<int>(
                    () => throw new TypeInitializationException("SkiaSharp.SKTypeface", new DllNotFoundException("libSkiaSharp")))));
        Assert.Throws<InvalidOperationException>(() => PlotWriter.WithDrawing<int>(() => throw new InvalidOperationException()));
    }

    [Fact]
    public void EXP6003_no_run() =>
        Assert.Contains("EXP6003: Experiment 'made-up' has no run", Thrown(() => PlotWriter.Write(MadeUp.Input(1), _folder.Plots)));

    [Fact]
    public void EXP6004_a_run_and_seed_twice() =>
        Assert.Contains(
            "EXP6004: Run 'lora' with seed 42 is given 2 times",
            Thrown(() => PlotWriter.Write(MadeUp.Input(1, One(), One()), _folder.Plots)));

    [Fact]
    public void EXP6005_an_evaluation_of_other_labels() =>
        Assert.Contains(
            "EXP6005: Run 'lora' with seed 42 was evaluated on the labels [admiration]",
            Thrown(() => PlotWriter.Write(MadeUp.Input(2, One()), _folder.Plots)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void EXP6006_a_number_that_is_none(double value)
    {
        var report = One().Evaluation!;
        var run = One() with { Evaluation = report with { MacroAveragePrecision = new(value, null) } };

        Assert.Contains("EXP6006: Run 'lora' with seed 42 has", Thrown(() => PlotWriter.Write(MadeUp.Input(1, run), _folder.Plots)));
        Assert.Contains(
            "EXP6006", Thrown(() => PlotWriter.Write(MadeUp.Input(1, One() with { Steps = [new(1, 1, value, 0, 0)] }), _folder.Plots)));
    }

    [Fact]
    public void All_problems_of_the_input_are_told_in_one_go() =>
        Assert.Equal(
            2, Assert.Throws<DiagnosticException>(
                () => PlotWriter.Write(MadeUp.Input(2, One(), One() with { Evaluation = null }), _folder.Plots)).Diagnostics.Count);

    [Fact]
    public void EXP6007_a_plot_that_is_not_there() =>
        Assert.Contains(
            "EXP6007: The plot 'differences.svg' is not in",
            Thrown(() => ReportWriter.Write(MadeUp.Input(1, One()), _folder.Plots, _folder.Report)));

    [Theory]
    [InlineData("no picture at all")]
    [InlineData("<html/>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\"><script/></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" onload=\"alert(1)\"/>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\"><path fill=\"url(http://example.com)\"/></svg>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><svg xmlns=\"http://www.w3.org/2000/svg\" "
        + "width=\"1\"><title>&a;</title></svg>")]
    public void EXP6008_a_plot_that_is_no_picture(string content)
    {
        var input = MadeUp.Input(1, One());
        PlotWriter.Write(input, _folder.Plots);
        File.WriteAllText(Path.Combine(_folder.Plots, PlotNames.Differences + ".svg"), content);

        Assert.Contains("EXP6008: The plot 'differences.svg'", Thrown(() => ReportWriter.Write(input, _folder.Plots, _folder.Report)));
    }

    [Fact]
    public void A_plot_is_found_in_a_folder_whose_name_an_address_would_escape()
    {
        var input = MadeUp.Input(1, One());
        var folder = Path.Combine(_folder.Path, "100%20 #1?");
        PlotWriter.Write(input, folder);
        ReportWriter.Write(input, folder, _folder.Report);
        Assert.Contains("<svg", _folder.Text("index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void EXP6010_a_difference_that_is_none()
    {
        var input = MadeUp.Input(
            1, One()) with
        { Contrasts = [MadeUpComparison.Contrast("full", "lora", FigureNames.MicroF1, double.NaN, 0)] };

        Assert.Contains(
            "EXP6010: The comparison of 'full' and 'lora' has NaN for micro_f1", Thrown(() => PlotWriter.Write(input, _folder.Plots)));
    }

    [Fact]
    public void EXP6009_a_folder_that_is_a_file()
    {
        File.WriteAllText(_folder.Plots, "");

        Assert.Contains("EXP6009", Thrown(() => PlotWriter.Write(MadeUp.Input(1, One()), _folder.Plots)));
    }

    private static RunResult One() => MadeUp.Run("lora", FineTuningMethod.Lora, 1);

    private static string Thrown(Action act) => Assert.Throws<DiagnosticException>(act).Message;
}
