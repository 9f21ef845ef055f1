namespace Emotune.Pipeline.Tests.Spec;

public sealed class EncoderRuleTests : SpecTests
{
    private const string Bert = """
        {"model_type": "bert", "vocab_size": 30, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3,
         "intermediate_size": 20, "max_position_embeddings": 64, "type_vocab_size": 2}
        """;

    [Theory]
    [InlineData("  max_length: 65\nbackbone", "EXP4114(8,3)", 65)]
    [InlineData("backbone", "EXP4114(8,12)", 128)]
    public void A_length_beyond_the_encoders_positions_is_told_once_at_its_key_or_at_the_backbones(string from, string place, int length)
    {
        File.WriteAllText(Path.Combine(Fixture.Folder, "encoder/config.json"), Bert);
        var problem = Fixture.Single(SpecFixture.Valid.Replace("backbone", from, StringComparison.Ordinal));
        Assert.Equal(place, SpecFixture.Code(problem));
        Assert.StartsWith(
            $"data.max_length is {length}, but this encoder has positions for at most 64 tokens.", problem.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Bert, "64")]
    [InlineData("", "512")]
    [InlineData("{\"model_type\": \"gpt2\"}", "512")]
    public void As_many_as_it_has_are_right_and_what_is_no_encoder_is_left_to_the_stages(string config, string length)
    {
        File.WriteAllText(Path.Combine(Fixture.Folder, "encoder/config.json"), config);
        Fixture.Spec(SpecFixture.Valid, "data.max_length=" + length);
    }

    [Fact]
    public void A_length_that_Set_gives_is_told_there()
    {
        File.WriteAllText(Path.Combine(Fixture.Folder, "encoder/config.json"), Bert);
        Assert.Equal("EXP4114", Fixture.Single(SpecFixture.Valid, "data.max_length=65").Code);
    }
}
