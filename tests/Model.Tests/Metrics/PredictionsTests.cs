using Emotune.Diagnostics;
using Emotune.Metrics;

namespace Emotune.Model.Tests.Metrics;

public sealed class PredictionsTests
{
    [Theory]
    [InlineData("EXP5001", new float[] { 1, 2, 3 }, new byte[] { 0, 1, 0 }, 2)]
    [InlineData("EXP5001", new float[] { 1, 2 }, new byte[] { 0, 1, 0, 1 }, 2)]
    [InlineData("EXP5001", new float[] { }, new byte[] { }, 0)]
    [InlineData("EXP5002", new float[] { }, new byte[] { }, 2)]
    [InlineData("EXP5003", new float[] { 1, float.NaN }, new byte[] { 0, 1 }, 2)]
    [InlineData("EXP5003", new float[] { float.NegativeInfinity, 0 }, new byte[] { 0, 1 }, 2)]
    [InlineData("EXP5004", new float[] { 1, 2 }, new byte[] { 0, 2 }, 2)]
    [InlineData("EXP5005", new float[] { 1, 2 }, new byte[] { 0, 0 }, 2)]
    public void Predictions_that_are_not_sound_are_named(string code, float[] logits, byte[] labels, int labelCount)
    {
        var thrown = Assert.Throws<DiagnosticException>(() => new Predictions(logits, labels, labelCount).CheckedForFitting("validation"));
        Assert.Equal(code, Assert.Single(thrown.Diagnostics).Code);
        Assert.StartsWith("validation: ", thrown.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logit_that_is_not_finite_is_named_by_its_place()
    {
        var thrown = Assert.Throws<DiagnosticException>(() => new Predictions([1, 2, 3, float.NaN], [0, 0, 0, 0], 2).Checked("test"));
        Assert.Contains("row 1, label 1 (counted from zero) is NaN", thrown.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_split_need_not_have_positives() => Assert.Equal(1, new Predictions([1], [0], 1).Checked("test").Rows);

    [Fact]
    public void A_labels_column_is_every_Lth_value()
    {
        var predictions = new Predictions([1, 2, 3, 4], [0, 1, 1, 0], 2);
        Assert.Equal([2f, 4f], predictions.LogitsOf(1));
        Assert.Equal([0, 1], predictions.LabelsOf(0));
    }
}
