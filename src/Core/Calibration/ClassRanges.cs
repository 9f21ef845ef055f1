namespace Emotune.Calibration;

/// <summary>The lowest and highest logit of each class.</summary>
internal readonly record struct ClassRanges(float LowestNegative, float HighestNegative, float LowestPositive, float HighestPositive)
{
    public static ClassRanges Of(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        float[] lowest = [float.PositiveInfinity, float.PositiveInfinity];
        float[] highest = [float.NegativeInfinity, float.NegativeInfinity];
        for (var i = 0; i < logits.Length; i++)
        {
            lowest[labels[i]] = Math.Min(lowest[labels[i]], logits[i]);
            highest[labels[i]] = Math.Max(highest[labels[i]], logits[i]);
        }
        return new ClassRanges(lowest[0], highest[0], lowest[1], highest[1]);
    }

    public bool OneClass => LowestNegative > HighestNegative || LowestPositive > HighestPositive;

    public bool Constant => LowestNegative == HighestNegative && LowestNegative == LowestPositive && LowestPositive == HighestPositive;

    /// <summary>1 where no positive lies below a negative, −1 where none lies above one, 0 where they overlap.</summary>
    /// <param name="boundary">A logit between the classes.</param>
    public int Separation(out double boundary)
    {
        var sign = HighestNegative <= LowestPositive ? 1 : HighestPositive <= LowestNegative ? -1 : 0;
        boundary = sign switch
        {
            1 => ((double)HighestNegative + LowestPositive) / 2,
            -1 => ((double)HighestPositive + LowestNegative) / 2,
            _ => 0,
        };
        return sign;
    }
}
