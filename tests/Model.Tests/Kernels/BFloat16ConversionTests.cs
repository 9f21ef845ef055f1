using Emotune.Model.Kernels;

namespace Emotune.Model.Tests.Kernels;

/// <summary>Conversions of runs of numbers against the definition, one number after the other.</summary>
public unsafe class BFloat16ConversionTests
{
    // A tie above an even and above an odd number, what lies beside a tie, the largest, what rounds to infinity, the smallest.
    private static readonly uint[] Bits =
    [
        0x3F808000, 0x3F818000, 0x3F808001, 0x3F807FFF, 0x7F7FFFFF, 0x7F7F8000, 0x7F7F7FFF, 0x00000001, 0x00008000, 0x00018000, 0x80008001,
        0x7F800000, 0xFF800000, 0x00000000, 0x80000000, 0x7FC00001, 0x7F800001, 0xFFFFFFFF, 0xBF808000, 0x3DCCCCCD,
    ];

    public static TheoryData<int> Lengths => [1, 15, 16, 17, 31, 32, 100];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Numbers_are_rounded_to_nearest_and_ties_to_even(int length)
    {
        var values = Values(length);
        ushort[] narrow = new ushort[length], byEight = new ushort[length];
        float[] wide = new float[length], rounded = new float[length];
        fixed (float* from = values, to = wide, round = rounded)
        fixed (ushort* half = narrow, eight = byEight)
        {
            BFloat16Conversion.Convert<Float32Number, BFloat16Number, Lanes8>(from, eight, length);
            BFloat16Conversion.Narrow(from, half, length);
            BFloat16Conversion.Widen(half, to, length);
            BFloat16Conversion.Round(from, round, length);
        }
        Assert.Equal(narrow, byEight);
        for (var i = 0; i < length; i++)
        {
            Assert.Equal(Nearest(values[i]), narrow[i]);
            Assert.Equal((uint)narrow[i] << 16, BitConverter.SingleToUInt32Bits(wide[i]));
            Assert.Equal(BitConverter.SingleToUInt32Bits(wide[i]), BitConverter.SingleToUInt32Bits(rounded[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Rounded_numbers_are_added(int length)
    {
        float[] values = [.. Enumerable.Range(0, length).Select(i => MathF.Sin(i))], sums = [.. values.Select(v => 3 * v)];
        float[] expected = [.. values.Zip(sums, (v, s) => s + BitConverter.UInt32BitsToSingle((uint)Nearest(v) << 16))];
        fixed (float* from = values, to = sums)
            BFloat16Conversion.AddRounded(from, to, length);
        Assert.Equal(expected, sums);
    }

    private static float[] Values(int length) => [.. Enumerable.Range(0, length)
        .Select(i => i < Bits.Length ? BitConverter.UInt32BitsToSingle(Bits[i]) : MathF.Sin(i) * MathF.Pow(10, i % 40 - 20))];

    // By the two neighbours of the number rather than by carries.
    private static ushort Nearest(float value)
    {
        if (float.IsNaN(value))
            return 0x7FC0;
        var lower = BitConverter.SingleToUInt32Bits(value) >> 16;
        var rest = BitConverter.SingleToUInt32Bits(value) & 0xFFFF;
        return (ushort)(rest > 0x8000 || (rest == 0x8000 && lower % 2 == 1) ? lower + 1 : lower);
    }
}
