using Emotune.Onnx;

namespace Emotune.Model.Tests.Service;

public sealed class TextLimitsTests
{
    private static readonly EmotionClassifierOptions Limits = new() { MaxTexts = 2, MaxTextLength = 5 };

    [Fact]
    public void Texts_within_the_limits_pass() => TextLimits.Require(["12345", ""], Limits);

    [Theory]
    [InlineData("There are 3 texts. At most 2 are valid.", "a", "b", "c")]
    [InlineData("Text 1 has 6 characters. At most 5 are valid.", "a", "123456")]
    [InlineData("Text 0 is null.", null, "b")]
    public void Others_are_refused(string message, params string?[] texts) => Assert.StartsWith(
        message, Assert.Throws<ArgumentException>(() => TextLimits.Require(texts!, Limits)).Message, StringComparison.Ordinal);
}
