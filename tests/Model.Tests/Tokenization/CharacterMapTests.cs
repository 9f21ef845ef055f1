using Emotune.Tokenization.Unicode;
using static Emotune.Model.Tests.Tokenization.SentencePieceFiles;
using Problem = Emotune.Model.Tests.Artifacts.Problem;

namespace Emotune.Model.Tests.Tokenization;

public class CharacterMapTests
{
    private const int Block = 256;

    [Theory]
    [InlineData("ab", "x")]
    [InlineData("abc", "x")]
    [InlineData("é", "y")]
    [InlineData("b", null)]
    [InlineData("a", null)]
    public void The_shortest_entry_that_a_text_begins_with_counts(string text, string? expected)
    {
        var map = CharacterMap.Read(SentencePieceFiles.Map(("ab", "x"), ("abc", "z"), ("é", "y")), "a test");
        var found = map.TryReplace(System.Text.Encoding.UTF8.GetBytes(text), out var replacement);
        Assert.Equal(expected, found ? System.Text.Encoding.UTF8.GetString(replacement) : null);
    }

    [Fact]
    public void A_trie_that_goes_in_a_circle_is_an_error()
    {
        var units = new uint[2 * Block];
        units[0] = Unit(0, 0, Block, false);
        units[Block + 'a'] = Unit(Block + 'a', 'a', Block, false);
        Broken("in a circle", SentencePieceFiles.Map(units, []));
    }

    [Fact]
    public void A_trie_may_share_its_ends()
    {
        var units = new uint[3 * Block];
        units[0] = Unit(0, 0, Block, false);
        units[Block + 'a'] = Unit(Block + 'a', 'a', 2 * Block, true);
        units[Block + 'b'] = Unit(Block + 'b', 'b', 2 * Block, true);
        units[2 * Block] = 1u << 31;
        var map = CharacterMap.Read(SentencePieceFiles.Map(units, "x\0"u8.ToArray()), "a test");
        Assert.True(map.TryReplace("b"u8, out var replacement));
        Assert.Equal("x"u8, replacement);
    }

    [Fact]
    public void A_trie_that_points_beyond_its_end_is_an_error()
    {
        var units = new uint[2 * Block];
        units[0] = Unit(0, 0, Block, false);
        units[Block + 'a'] = Unit(Block + 'a', 'a', 5 * Block, false);
        Broken("beyond its end", SentencePieceFiles.Map(units, []));
        Broken("beyond its end", SentencePieceFiles.Map([0], []));
        Broken("beyond its end", SentencePieceFiles.Map([uint.MaxValue], []));
    }

    [Fact]
    public void What_has_no_trie_of_its_length_is_an_error()
    {
        Broken("no length", [1]);
        Broken("longer than the map", [255, 255, 255, 255, 0]);
        Broken("trie is empty", [0, 0, 0, 0]);
    }

    [Fact]
    public void A_replacement_must_lie_in_the_text_of_replacements()
    {
        Broken("not UTF-8", WithValue(0, [0xFF, 0]));
        Broken("beyond its end", WithValue(9, [0x61, 0]));
        Broken("within a character", WithValue(1, [0xC3, 0xA9, 0]));
        Broken("longer than 1024 bytes", WithValue(0, new string('x', 2000).Select(unit => (byte)unit).ToArray()));
    }

    private static byte[] WithValue(uint value, byte[] replacements)
    {
        var units = new uint[3 * Block];
        units[0] = Unit(0, 0, Block, false);
        units[Block + 'a'] = Unit(Block + 'a', 'a', 2 * Block, true);
        units[2 * Block] = value | 1u << 31;
        return SentencePieceFiles.Map(units, replacements);
    }

    private static void Broken(string why, byte[] map)
    {
        var problem = Problem.Of(() => CharacterMap.Read(map, "a file"));
        Assert.Equal("EXP4052", problem.Code);
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }
}
