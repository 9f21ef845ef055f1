using System.Text;

namespace Emotune.Fuzz.Mutations;

/// <summary>Changes one line's JSON, or the lines.</summary>
internal sealed class JsonLinesMutator : Mutator
{
    private static readonly JsonMutator Json = new();
    private static readonly TableMutator Lines = new(',');

    public override byte[] Apply(byte[] file, FuzzRandom random)
    {
        if (random.Once(4))
            return Lines.Apply(file, random);
        var lines = Encoding.Latin1.GetString(file).Split('\n');
        var at = random.Below(lines.Length);
        if (Json.Apply(Encoding.Latin1.GetBytes(lines[at]), random) is not { } changed)
            return Lines.Apply(file, random);
        lines[at] = Encoding.Latin1.GetString(changed).Replace("\n", "", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }
}
