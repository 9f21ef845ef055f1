using Emotune.Tokenization.Unicode;

namespace Emotune.Model.Tests.Tokenization;

public class CanonicalDecompositionTests
{
    [Theory]
    [InlineData(0xE9, new[] { 0x65, 0x301 })]
    [InlineData(0x1D6, new[] { 0x75, 0x308, 0x304 })]
    [InlineData(0x344, new[] { 0x308, 0x301 })]
    [InlineData(0x1F82, new[] { 0x3B1, 0x313, 0x300, 0x345 })]
    [InlineData(0x2126, new[] { 0x3A9 })]
    [InlineData(0xFB2C, new[] { 0x5E9, 0x5BC, 0x5C1 })]
    [InlineData(0x1D160, new[] { 0x1D158, 0x1D165, 0x1D16E })]
    [InlineData(0x2F800, new[] { 0x4E3D })]
    [InlineData(0x2FA1D, new[] { 0x2A600 })]
    [InlineData(0xAC00, new[] { 0x1100, 0x1161 })]
    [InlineData(0xD7A3, new[] { 0x1112, 0x1175, 0x11C2 })]
    [InlineData(0xD7A4, new[] { 0xD7A4 })]
    [InlineData(0xFB01, new[] { 0xFB01 })]
    public void Characters_decompose_fully(int character, int[] expected) => Assert.Equal(expected, Decompose(character));

    [Fact]
    public void The_tables_are_whole()
    {
        // 2,060 characters of Unicode 12.1 decompose, besides the 11,172 Hangul syllables; 862 have a combining class.
        var changed = Enumerable.Range(0, 0x110000).Count(character => Decompose(character) is not [var same] || same != character);
        Assert.Equal(2060 + 11172, changed);
        Assert.Equal(
            CombiningCharacters, Enumerable.Range(0, 0x110000).Count(character => CanonicalDecomposition.CombiningClass(character) != 0));
    }

    [Fact]
    public void What_comes_of_decomposing_does_not_decompose() =>
        Assert.DoesNotContain(
            Enumerable.Range(0, 0x110000).SelectMany(Decompose), character => Decompose(character) is not [var same] || same != character);

    [Theory]
    [InlineData(0x301, 230)]
    [InlineData(0x323, 220)]
    [InlineData(0x345, 240)]
    [InlineData(0x94D, 9)]
    [InlineData(0x3099, 8)]
    [InlineData(0x1D165, 216)]
    [InlineData(0x61, 0)]
    public void Combining_classes_are_Unicodes(int character, int expected) =>
        Assert.Equal(expected, CanonicalDecomposition.CombiningClass(character));

    private const int CombiningCharacters = 862;

    private static int[] Decompose(int character)
    {
        Span<int> parts = stackalloc int[4];
        return parts[..CanonicalDecomposition.Decompose(character, parts)].ToArray();
    }
}
