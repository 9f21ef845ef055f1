using Emotune.Files;
using Emotune.Model.Data;
using Emotune.Model.Explanation;
using Emotune.Model.Network;
using Emotune.Model.Stages;
using TemporaryFolder = Emotune.Model.Tests.Artifacts.TemporaryFolder;

namespace Emotune.Model.Tests.Stages;

public sealed class ExplainStageTests
{
    [Fact]
    public void Without_comments_there_is_nothing_to_load_and_the_files_are_empty()
    {
        using var folder = new TemporaryFolder();
        Json.Write(folder.File(Preparer.LabelMapFile), new LabelMap(["joy", "anger"]));
        folder.WithText(Preparer.ExplainedRowsFile, "");
        var options = new ExplanationOptions(ExplanationMethod.PartitionShapley, ExplanationPlayers.Words, 100, 16);
        var absent = folder.File("absent");

        var perSecond = ExplainStage.Run(
            new ExplainRequest(
                new ModelSource(absent, absent), new Inference(1, NumericPrecision.Float32, 4096), folder.Path, absent, options, 5,
                folder.Path), _ => { }, default);

        Assert.Null(perSecond);
        Assert.Empty(Json.Read<IReadOnlyList<CommentAttribution>>(folder.File(StageLayout.Explain.Attributions)));
        Assert.Single(File.ReadAllLines(folder.File(StageLayout.Explain.TokenImportance)));
    }

    [Fact]
    public void The_table_of_words_quotes_what_would_break_a_row()
    {
        using var folder = new TemporaryFolder();
        TokenImportance[] words = [new("a, b", "\"", 3, -0.1, 1.0 / 3), new("c", ",", 1, 0, 0)];

        TokenImportanceTable.Write(folder.File("words.csv"), words);

        Assert.Equal(
            ["label,word,count,mean_value,mean_absolute_value", "\"a, b\",\"\"\"\",3,-0.1,0.3333333333333333", "c,\",\",1,0,0"],
            File.ReadAllLines(folder.File("words.csv")));
    }
}
