namespace Emotune.Tokenization.Unicode;

/// <summary>
/// BERT's normalisation with the alignments of the reference implementation. In this order: control characters go and all white space
/// becomes a
/// space; Chinese characters get spaces about them; canonical decomposition, and non-spacing marks go; lower case, a character at a time.
/// </summary>
internal sealed record BertNormalizer(bool CleanText, bool HandleChineseChars, bool StripAccents, bool Lowercase) : TextNormalizer
{
    [ThreadStatic] private static Scratch? Reused;

    public override void Normalize(ReadOnlySpan<char> text, int from, int to, NormalizedText destination)
    {
        var work = Reused ??= new Scratch();
        work.Clear();
        var decompose = Clean(text, from, to, work) && StripAccents;
        if (decompose)
            DecomposeAndStrip(work);

        for (var index = 0; index < work.Count; index++)
        {
            var (character, start, end) = work[index];
            if (!Lowercase)
            {
                destination.Add(character, start, end);
                continue;
            }

            destination.Add(Characters.Lower(character, out var dotted), start, end);
            if (dotted)
                destination.Add(Characters.CombiningDotAbove, start, end);
        }
    }

    private bool Clean(ReadOnlySpan<char> text, int from, int to, Scratch work)
    {
        var mayDecompose = false;
        var part = text[..to];
        for (int index = from, length; index < to; index += length)
        {
            var character = Characters.At(part, index, out length);
            if (CleanText)
            {
                if (Characters.IsRemoved(character))
                    continue;
                if (Characters.IsWhiteSpace(character))
                    character = ' ';
            }

            mayDecompose |= Characters.MayChangeInDecomposition(character);
            var chinese = HandleChineseChars && Characters.IsChinese(character);
            if (chinese)
                work.Add(' ', index, index + length);
            work.Add(character, index, index + length);
            if (chinese)
                work.Add(' ', index, index + length);
        }

        return mayDecompose;
    }

    /// <summary>
    /// The reference aligns by position: each decomposition's first character takes the place of the next character not yet used, its
    /// others the
    /// place of the last used. Reordered marks therefore stand for the places that their sequence had, not for the characters they come
    /// from.
    /// </summary>
    private static void DecomposeAndStrip(Scratch work)
    {
        var count = work.Count;
        var used = -1;
        var pending = work.Pending;
        Span<int> parts = stackalloc int[4];
        work.BeginRewrite();
        for (var index = 0; index < count; index++)
        {
            var length = CanonicalDecomposition.Decompose(work.Source(index).Character, parts);
            for (var part = 0; part < length; part++)
            {
                var combining = CanonicalDecomposition.CombiningClass(parts[part]);
                if (combining == 0)
                    used = Flush(work, used);
                pending.Add((combining, parts[part], part == 0));
            }
        }

        Flush(work, used);
    }

    private static int Flush(Scratch work, int used)
    {
        var pending = work.Pending;
        foreach (var (_, character, first) in CanonicalDecomposition.Ordered(pending))
        {
            if (first)
                used++;
            var place = work.Source(used);
            if (!Characters.IsNonSpacingMark(character))
                work.Add(character, place.Start, place.End);
        }

        pending.Clear();
        return used;
    }

    /// <summary>Two lists of characters with their places, reused from text to text.</summary>
    private sealed class Scratch
    {
        private List<(int Character, int Start, int End)> _source = [], _target = [];

        public List<(byte Class, int Character, bool First)> Pending { get; } = [];

        public int Count => _target.Count;

        public (int Character, int Start, int End) this[int index] => _target[index];

        public (int Character, int Start, int End) Source(int index) => _source[index];

        public void Clear() => _target.Clear();

        public void Add(int character, int start, int end) => _target.Add((character, start, end));

        public void BeginRewrite()
        {
            (_source, _target) = (_target, _source);
            _target.Clear();
        }
    }
}
