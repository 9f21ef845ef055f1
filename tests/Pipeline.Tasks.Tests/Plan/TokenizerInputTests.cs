using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Tests.Spec;

namespace Emotune.Pipeline.Tests.Plan;

/// <summary>The backbone's config.json may name the tokenizer's class, so that it decides on every stage that makes word pieces.</summary>
public sealed class TokenizerInputTests : SpecTests
{
    private const string Class = "backbone/config.json", Vocabulary = "backbone/vocab.txt";

    public TokenizerInputTests()
    {
        foreach (var file in (string[])["config.json", "vocab.txt", "model.safetensors"])
            File.WriteAllText(Path.Combine(Fixture.Folder, "encoder", file), "{}");
        Directory.CreateDirectory(Path.Combine(Fixture.Folder, "earlier"));
    }

    [Theory]
    [InlineData("full")]
    [InlineData("full, initialize_from: earlier")]
    public void Stages_that_read_the_users_tokenizer_read_what_names_its_class_once(string full)
    {
        var stages = Plan(Replaced("method: full", "method: " + full));
        Assert.Equal(
            ["Explain", "Prepare", "Train"],
            stages.Where(s => Names(s).Contains(Vocabulary)).Select(s => s.Kind.ToString()).Distinct().Order(StringComparer.Ordinal));
        Assert.All(stages.Where(s => Names(s).Contains(Vocabulary)), stage => Assert.Single(Names(stage), Class));
        Assert.All(stages, stage => Assert.Equal(Names(stage).Distinct(), Names(stage)));
    }

    [Theory]
    [InlineData("from_scratch: false")]
    [InlineData("from_scratch: true")]
    public void Pretrain_reads_it_and_names_the_class_for_those_after_it(string pretrain)
    {
        var stages = Plan(Replaced("{path: encoder}", $"{{path: encoder, pretrain: {{{pretrain}}}}}"));
        Assert.Equal(
            [StageKind.Prepare, StageKind.Pretrain], stages.Where(s => Names(s).Contains(Vocabulary)).Select(s => s.Kind).Distinct());
        Assert.Single(Names(stages.Single(s => s.Kind == StageKind.Pretrain)), Class);
        Assert.All(stages.Where(s => s.Kind == StageKind.Explain), s => Assert.Contains("pretrain/tokenizer_config.json", Names(s)));
    }

    private static List<string> Names(StageNode stage) => [.. stage.Inputs.Select(input => input.Name)];

    private static string Replaced(string old, string by) => SpecFixture.Valid.Replace(old, by, StringComparison.Ordinal);

    private IReadOnlyList<StageNode> Plan(string yaml) =>
        StagePlan.For(Fixture.Spec(yaml), ExperimentFiles.Find(Fixture.Read(yaml).Paths!)).Stages;
}
