namespace Emotune.Tokenization.Unicode.Steps;

/// <summary>Lower case, a character at a time.</summary>
internal sealed record LowercaseStep : NormalizationStep
{
    public override string Description => "Lowercase";

    public override bool Rewrite(NormalizedText source, NormalizedText target)
    {
        var chars = source.Chars;
        for (int index = 0, length; index < chars.Length; index += length)
        {
            var (start, end) = (source.Start(index), source.End(index));
            target.Add(Characters.Lower(Characters.At(chars, index, out length), out var dotted), start, end);
            if (dotted)
                target.Add(Characters.CombiningDotAbove, start, end);
        }

        return true;
    }
}
