using Emotune.Model.Explanation;
using Emotune.Tokenization;

namespace Emotune.Model.Tests.Explanation;

public sealed class WordPlayersTests
{
    [Theory]
    [InlineData("I |’|m| so| sor|ry|!|!", "I’m|so|sorry|!!")]
    [InlineData("\"|well| done|\"|,| he| said", "\"|well|done|\",|he|said")]
    [InlineData("thanks| [|name|]|!", "thanks|[name]|!")]
    [InlineData("(|maybe|)", "(|maybe|)")]
    [InlineData("😂|😂| ok", "😂😂|ok")]
    [InlineData("東|京|に| go", "東|京|に|go")]
    [InlineData("e|-|mail| 3|.|5", "e-mail|3.5")]
    public void Pieces_without_space_between_them_are_a_word_less_the_punctuation_about_it(string pieces, string expected)
    {
        var (text, encoding) = Encode(pieces.Replace("I |’", "I|’", StringComparison.Ordinal));

        var players = WordPlayers.Words(text, encoding);

        Assert.Equal(expected.Split('|'), players.Select(p => p.Player.Word));
        Assert.Equal(Enumerable.Range(1, encoding.Ids.Length - 2), players.SelectMany(p => p.Positions));
        Assert.All(players, p => Assert.Equal(p.Player.Word, text[p.Player.Start..p.Player.End]));
    }

    [Fact]
    public void Pieces_of_one_character_are_one_word()
    {
        // A byte-level tokenizer's pieces of 😂: all over the same two code units.
        var encoding = new Encoding([0, 5, 6, 7, 2], [(0, 0), (0, 2), (0, 2), (3, 5), (0, 0)]);

        var players = WordPlayers.Words("😂 ok", encoding);

        Assert.Equal(["😂", "ok"], players.Select(p => p.Player.Word));
        Assert.Equal([1, 2], players[0].Positions);
    }

    [Fact]
    public void White_space_belongs_to_the_word_before_it_else_to_the_one_after_it()
    {
        // As a byte-level tokenizer has it: a piece for each space but one, trimmed to nothing, and one for a line break.
        const string text = "  a   b\n!";
        var encoding = new Encoding(
            [0, 9, 5, 9, 9, 6, 8, 7, 2], [(0, 0), (1, 1), (2, 3), (4, 4), (5, 5), (6, 7), (7, 8), (8, 9), (0, 0)]);

        var players = WordPlayers.Words(text, encoding);

        Assert.Equal(["a", "b", "!"], players.Select(p => p.Player.Word));
        Assert.Equal([[1, 2, 3, 4], [5, 6], [7]], players.Select(p => p.Positions));
        Assert.Equal(7, WordPlayers.Pieces(text, encoding).Count);
    }

    [Fact]
    public void The_space_before_a_word_is_left_out_where_the_tokenizer_does_not()
    {
        var encoding = new Encoding([0, 5, 6, 7, 8, 2], [(0, 0), (0, 1), (1, 4), (4, 7), (7, 8), (0, 0)]);

        var players = WordPlayers.Words("I am so!", encoding);

        Assert.Equal(["I", "am", "so", "!"], players.Select(p => p.Player.Word));
        Assert.Equal((2, 4), (players[1].Player.Start, players[1].Player.End));
    }

    [Fact]
    public void White_space_alone_has_no_player() =>
        Assert.Empty(WordPlayers.Words("  ", new Encoding([0, 9, 2], [(0, 0), (1, 1), (0, 0)])));

    /// <summary>Pieces between bars, each with its leading space left out of its offsets, between two special ones.</summary>
    private static (string Text, Encoding Encoding) Encode(string pieces)
    {
        var offsets = new List<(int, int)> { (0, 0) };
        var at = 0;
        foreach (var piece in pieces.Split('|'))
        {
            var start = at + piece.Length - piece.TrimStart().Length;
            at += piece.Length;
            offsets.Add((start, at));
        }

        offsets.Add((0, 0));
        return (pieces.Replace("|", "", StringComparison.Ordinal), new Encoding([.. Enumerable.Range(0, offsets.Count)], [.. offsets]));
    }
}
