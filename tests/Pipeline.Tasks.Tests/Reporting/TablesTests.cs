using System.Globalization;
using Emotune.Model.Resampling;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class TablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Results_read_back_as_the_same_numbers()
    {
        var input = MadeUp.Input(3, MadeUp.Run("full", FineTuningMethod.Full, 3), MadeUp.Run("lora", FineTuningMethod.Lora, 3));
        _folder.WriteAll(input);

        var rows = ParsedCsv.Read(_folder.Text("results.csv"));
        Assert.Equal(input.Runs.Select(r => r.Run), rows.Select(r => r["run"]));
        foreach (var (run, row) in input.Runs.Zip(rows))
        {
            foreach (var d in run.Evaluation!.Decisions)
            {
                Assert.Equal(d.Micro.F1, Number(row[$"micro_f1_{d.Name}"]));
                Assert.Equal(d.MacroF1Interval.High, Number(row[$"macro_f1_high_{d.Name}"]));
                Assert.Equal(d.Weighted.F1, Number(row[$"weighted_f1_{d.Name}"]));
            }
            Assert.Equal(run.Parameters!.Adapter, long.Parse(row["adapter_parameters"], CultureInfo.InvariantCulture));
            Assert.Equal(run.Parameters.Frozen, long.Parse(row["frozen_parameters"], CultureInfo.InvariantCulture));
            Assert.Equal(run.Parameters.Share, Number(row["trained_share"]));
            Assert.Equal(run.Evaluation.Uncalibrated.ExpectedCalibrationError.Value, Number(row["ece_before"]));
            Assert.Equal(run.Evaluation.Calibrated.DebiasedSquaredError!.Interval!.High, Number(row["debiased_squared_error_after_high"]));
            Assert.Equal(run.Evaluation.Calibrated.Brier.Value, Number(row["brier_after"]));
            Assert.Equal(run.Evaluation.MostFrequentLabelMicroF1.Value, Number(row["most_frequent_label_micro_f1"]));
        }
    }

    [Fact]
    public void There_is_a_row_for_each_run_and_label()
    {
        var input = MadeUp.Input(28, MadeUp.Run("full", FineTuningMethod.Full, 28), MadeUp.Run("lora", FineTuningMethod.Lora, 28));
        _folder.WriteAll(input);

        var rows = ParsedCsv.Read(_folder.Text("per_label.csv"));
        Assert.Equal(56, rows.Count);
        Assert.Equal(input.Runs[1].Evaluation!.Labels[5].AveragePrecision.Value, Number(rows[33]["average_precision"]));
        Assert.Equal(input.Runs[1].Calibration[5].Temperature, Number(rows[33]["temperature"]));
        Assert.Equal("", rows[33]["nll_p_holm"]);
    }

    [Fact]
    public void A_labels_change_by_calibration_is_in_its_row()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 1);
        Estimate Of(double low) => new(low + 1, new Interval(low, low + 2, 0.95));
        var label = run.Evaluation!.Labels[0] with
        {
            NllChange = Of(-3),
            NllPValue = 0.25,
            NllAdjustedPValue = 0.5,
            DebiasedSquaredBefore = Of(4),
            DebiasedSquaredAfter = Of(8)
        };
        _folder.WriteAll(MadeUp.Input(1, run with { Evaluation = run.Evaluation with { Labels = [label] } }));

        var row = ParsedCsv.Read(_folder.Text("per_label.csv"))[0];
        string[] columns = [
            "nll_change", "nll_change_low", "nll_change_high", "nll_p", "nll_p_holm", "debiased_squared_before",
            "debiased_squared_before_low", "debiased_squared_after_high"];
        Assert.Equal([-2, -3, -1, 0.25, 0.5, 5, 4, 10], columns.Select(c => Number(row[c])));
    }

    [Fact]
    public void Costs_stand_in_the_order_of_the_stages()
    {
        _folder.WriteAll(MadeUp.Input(1, MadeUp.Run("lora", FineTuningMethod.Lora, 1)));

        var rows = ParsedCsv.Read(_folder.Text("costs.csv"));
        Assert.Equal(["prepare", "train", "predict"], rows.Select(r => r["stage"]));
        Assert.Equal(1410.25, Number(rows[1]["seconds"]));
        Assert.Equal("5102000", rows[1]["bytes_stored"]);
        Assert.Equal("", rows[0]["run"]);
        Assert.Equal("2026-01-02T03:04:05Z", rows[0]["finished"]);
    }

    [Fact]
    public void Costs_have_the_times_of_comments_where_they_were_measured()
    {
        _folder.WriteAll(MadeUp.Input(1, MadeUp.Run("lora", FineTuningMethod.Lora, 1).Timed()));

        string[] columns = ["instruction_set", "cores", "comment_seconds", "comment_seconds_95", "batch_comments", "batch_seconds",
            "precision", "threads"];
        var rows = ParsedCsv.Read(_folder.Text("costs.csv"));
        Assert.Equal(["AVX2", "2", "0.0042", "0.0065", "32", "0.061", "float32", "2"], columns.Select(c => rows[2][c]));
        Assert.All(columns, c => Assert.Equal("", rows[1][c]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
