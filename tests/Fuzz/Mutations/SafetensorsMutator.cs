using System.Buffers.Binary;

namespace Emotune.Fuzz.Mutations;

/// <summary>Changes the header of a safetensors file as JSON, and mostly gives its right length again.</summary>
internal sealed class SafetensorsMutator : Mutator
{
    private const int LengthBytes = 8;

    private static readonly string[] Types = ["\"F64\"", "\"I64\"", "\"BOOL\"", "\"BF16\"", "\"F8_E4M3\"", "\"f32\"", "\"U64\"", "\"F16\""];

    public override byte[]? Apply(byte[] file, FuzzRandom random)
    {
        if (file.Length < LengthBytes)
            return null;
        var declared = BinaryPrimitives.ReadInt64LittleEndian(file);
        if (declared < 0 || declared > file.Length - LengthBytes)
            return null;
        var end = LengthBytes + (int)declared;
        if (JsonTree.Parse(file.AsSpan(LengthBytes..end)) is not { } header)
            return null;
        if (random.Once(3))
            ChangeTensor(header, random);
        else
            JsonMutator.Change(header, random);
        var json = header.Write();
        var data = random.Below(8) switch
        {
            0 => file[end..].Concat(new byte[random.Few(1, 64)]).ToArray(),
            1 => file[end..^random.Below(file.Length - end + 1)],
            _ => file[end..],
        };
        byte[] changed = [.. new byte[LengthBytes], .. json, .. data];
        BinaryPrimitives.WriteInt64LittleEndian(changed, json.Length + (random.Once(10) ? random.Below(17) - 8 : 0));
        return changed;
    }

    /// <summary>A tensor of another type, shape or place, such that one no longer fits the other.</summary>
    private static void ChangeTensor(JsonTree header, FuzzRandom random)
    {
        var leaves = header.All().Where(n => n.Spelling is not null).ToArray();
        if (leaves.Length == 0)
            return;
        var leaf = random.Of(leaves);
        leaf.Spelling = leaf.Spelling!.StartsWith('"') ? random.Of(Types)
            : random.Once(2) ? random.Of(leaves).Spelling : random.Of(OddValues.Numbers);
    }
}
