namespace Emotune.Files;

/// <summary>
/// The element types of a safetensors file, least aligned first: the reference writer lays tensors out from last to first.
/// </summary>
internal enum TensorType { Bool, U8, I8, I16, U16, F16, BF16, I32, U32, F32, F64, I64, U64 }

internal static class TensorTypes
{
    private static readonly Dictionary<string, TensorType> ByCode =
        Enum.GetValues<TensorType>().ToDictionary(Code, StringComparer.Ordinal);

    /// <summary>Every type's name as files spell it.</summary>
    public static IReadOnlyCollection<string> Codes => ByCode.Keys;

    /// <summary>The type's name as files spell it.</summary>
    public static string Code(this TensorType type) => type is TensorType.Bool ? "BOOL" : type.ToString();

    /// <summary>Bytes of one element.</summary>
    public static int ElementBytes(this TensorType type) => type switch
    {
        TensorType.Bool or TensorType.U8 or TensorType.I8 => 1,
        TensorType.I16 or TensorType.U16 or TensorType.F16 or TensorType.BF16 => 2,
        TensorType.I32 or TensorType.U32 or TensorType.F32 => 4,
        TensorType.F64 or TensorType.I64 or TensorType.U64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    public static bool IsFloatingPoint(this TensorType type) =>
        type is TensorType.F64 or TensorType.F32 or TensorType.F16 or TensorType.BF16;

    public static bool TryParse(string code, out TensorType type) => ByCode.TryGetValue(code, out type);

    /// <summary>Elements of <paramref name="shape"/> (1 for a scalar's empty shape); null where negative or beyond 64 bits.</summary>
    public static long? ElementCount(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var length in shape)
        {
            if (length < 0 || Math.BigMul(count, length, out var low) != 0 || low < 0)
                return null;
            count = low;
        }

        return count;
    }
}
