using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Pipeline.Results;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class LabelWarningTests
{
    private static readonly SourceLocation Key = new("my.yaml", 4, 3);

    [Fact]
    public void A_label_that_only_training_has_is_EXP3051_where_it_is_written() => Assert.Equal(
        [
            "train.csv(17,1): EXP3051: The label 'angr' is on 2 of the training comments, but neither validation nor test has it. Did "
            + "you mean 'anger'? Nothing can be said of how well it is recognised. Correct the label, or give validation and test comments "
            + "that have it.",
            "my.yaml(4,3): EXP3051: The label 'zeal' is on 3 of the training comments, but neither validation nor test has it. Nothing can "
            + "be said of how well it is recognised. Correct the label, or give validation and test comments that have it.",
        ],
        Warnings(new("anger", 9, 3, 3), new("angr", 2, 0, 0), new("fear", 5, 1, 0), new("zeal", 3, 0, 0)));

    [Fact]
    public void Labels_that_differ_in_case_or_one_letter_are_EXP3052_at_the_rarer() => Assert.Equal(
        [
            "train.csv(17,1): EXP3052: The labels 'angr' (2 training comments) and 'anger' (9) differ in one letter. Did you mean 'anger'? "
            + "If both are meant, nothing has to be done.",
            "my.yaml(4,3): EXP3052: The labels 'Joy' (1 training comments) and 'joy' (1) differ only in capital letters. Did you mean "
            + "'joy'? If both are meant, nothing has to be done.",
        ],
        Warnings(new("anger", 9, 3, 3), new("angr", 2, 1, 0), new("joy", 1, 1, 1), new("Joy", 1, 1, 1)));

    [Fact]
    public void Beyond_ten_the_warnings_are_counted()
    {
        var warnings = Warnings([.. Enumerable.Range(0, 13).Select(i => new LabelStatistics($"label {i}", 1, 0, 0))]);

        Assert.Equal(11, warnings.Length);
        Assert.Equal("my.yaml(4,3): EXP3053: There are 3 more such warnings of labels.", warnings[^1]);
    }

    [Fact]
    public void Other_labels_are_not_warned_of() =>
        Assert.Empty(Warnings(new("anger", 9, 3, 0), new("joy", 2, 0, 1), new("none", 0, 0, 0)));

    private static string[] Warnings(params LabelStatistics[] labels) =>
    [
        .. LabelWarnings.Of(
            new DatasetStatistics([], labels, 64, []),
            _ => new Dictionary<string, SourceLocation> { ["angr"] = new("train.csv", 17, 1) }, Key).Select(d => d.ToString()),
    ];
}
