using Emotune.Model.Explanation;

namespace Emotune.Model.Tests.Explanation;

public sealed class TokenImportancesTests
{
    [Fact]
    public void Words_in_any_case_are_averaged_by_label()
    {
        var importances = TokenImportances.Of(
            [Comment(("Great", 1.0), ("great", -3.0), ("day", 0.5)), Comment(("GREAT", 5.0))], ["anger", "joy"]);

        Assert.Equal(
            [new TokenImportance("joy", "great", 3, 1, 3), new TokenImportance("joy", "day", 1, 0.5, 0.5)],
            importances);
    }

    private static CommentAttribution Comment(params (string Word, double Value)[] words) => new(
        0, "", [], [.. words.Select(w => new Player(w.Word, 0, 0))],
        [new LabelAttribution("joy", 0.5, true, 0, 0, [.. words.Select(w => w.Value)], 0)]);
}
