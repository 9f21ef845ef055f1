using System.Buffers.Binary;

namespace Emotune.Tokenization.Unicode;

/// <summary>
/// The double array of a precompiled character map (Aoe 1989, as in darts-clone): byte strings and a number for each. It is walked once
/// as a whole when it is read, so that a look-up never leaves it.
/// </summary>
internal sealed class CharacterTrie
{
    // Ten times that of NFKC. To walk through all of it takes a part of a second.
    private const int LargestBytes = 4 << 20;
    private const int UnitBytes = 4;
    private const byte Open = 1, Done = 2;

    private readonly uint[] _units;

    private CharacterTrie(uint[] units) => _units = units;

    /// <summary>The numbers that look-ups may give.</summary>
    public IReadOnlySet<int> Values { get; private init; } = new HashSet<int>();

    /// <exception cref="InvalidDataException">It points beyond itself, or in a circle.</exception>
    public static CharacterTrie Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestBytes)
            throw new InvalidDataException($"Its trie has {bytes.Length} bytes, more than {LargestBytes}");
        var units = new uint[bytes.Length / UnitBytes];
        for (var index = 0; index < units.Length; index++)
            units[index] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(index * UnitBytes)..]);
        return units.Length == 0
            ? throw new InvalidDataException("Its trie is empty")
            : new CharacterTrie(units) { Values = Walk(units) };
    }

    /// <summary>The number of the shortest entry that <paramref name="key"/> begins with; null for none.</summary>
    public int? Find(ReadOnlySpan<byte> key)
    {
        var node = Offset(_units[0]);
        foreach (var label in key)
        {
            var unit = _units[node ^ label];
            if (label == 0 || !Leads(unit, label))
                return null;
            node ^= label ^ Offset(unit);
            if (HasValue(unit))
                return Value(_units[node]);
        }

        return null;
    }

    private static bool Leads(uint unit, int label) => (unit & 0x800000FF) == label;

    private static bool HasValue(uint unit) => (unit >> 8 & 1) == 1;

    private static int Value(uint unit) => (int)(unit & int.MaxValue);

    // The shifted bits may overflow, as in the format's own library; what then lies outside is found by the walk.
    private static int Offset(uint unit) => (int)(unit >> 10 << (int)((unit & 1u << 9) >> 6));

    // Nodes may be shared by several ways, but no way may come back to itself.
    private static HashSet<int> Walk(uint[] units)
    {
        var (values, state) = (new HashSet<int>(), new byte[units.Length]);
        var way = new Stack<(int Node, int Label)>();
        Enter(Offset(units[0]));
        while (way.TryPop(out var at))
        {
            var label = at.Label;
            while (label <= byte.MaxValue && !Leads(units[at.Node ^ label], label))
                label++;
            if (label > byte.MaxValue)
            {
                state[at.Node] = Done;
                continue;
            }

            way.Push((at.Node, label + 1));
            var unit = units[at.Node ^ label];
            var node = at.Node ^ label ^ Offset(unit);
            Enter(node);
            if (HasValue(unit))
                values.Add(Value(units[node]));
        }

        return values;

        void Enter(int node)
        {
            if (node < 0 || (node | byte.MaxValue) >= units.Length)
                throw new InvalidDataException("Its trie points beyond its end");
            if (state[node] == Open)
                throw new InvalidDataException("Its trie goes in a circle");
            if (state[node] == Done)
                return;
            state[node] = Open;
            way.Push((node, 1));
        }
    }
}
