using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Pipeline.Results;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class LeakWarningTests
{
    private static readonly Dictionary<string, SourceLocation?> Keys = new()
    {
        ["validation"] = new("my.yaml", 4, 3),
        ["test"] = new("my.yaml", 5, 3),
    };

    [Fact]
    public void Comments_of_validation_and_test_that_are_in_train_are_EXP5011_at_their_keys() =>
        Assert.Equal(
            [
                "my.yaml(4,3): EXP5011: 1 of the 3 comments of 'data.validation' are also in 'data.train' (33.33 %). Figures that are "
                + "measured or chosen on them are too good. No comment may be in two splits: take them out of one of the two files.",
                "my.yaml(5,3): EXP5011: 2 of the 4 comments of 'data.test' are also in 'data.train' (50 %). Figures that are measured or "
                + "chosen on them are too good. No comment may be in two splits: take them out of one of the two files.",
            ],
            LeakWarnings.Of(Statistics(1, 2, 3), Keys).Select(d => d.ToString()));

    [Fact]
    public void Without_them_there_is_no_warning() => Assert.Empty(LeakWarnings.Of(Statistics(0, 0, 2), Keys));

    private static DatasetStatistics Statistics(int validation, int test, int both) => new(
        [Split("train", 9), Split("validation", 3), Split("test", 4)], [], 64,
        [new("train", "validation", validation), new("train", "test", test), new("validation", "test", both)]);

    private static SplitStatistics Split(string name, int rows) => new(name, rows, 0, 0, 1, 0, 0, 1, 1, 1, 1, []);
}
