namespace Emotune.Tokenization.Unicode.Steps;

/// <summary>
/// Canonical composition, NFC (Unicode Standard Annex 15). What is composed has the place of its first character, as in the reference.
/// </summary>
internal sealed record ComposeStep : NormalizationStep
{
    // Below it every character is its own composition, whatever stands beside it.
    private const int FirstThatMayChange = 0x300;

    public override string Description => "NFC";

    public override bool Rewrite(NormalizedText source, NormalizedText target)
    {
        if (!source.Chars.ContainsAnyInRange((char)FirstThatMayChange, char.MaxValue))
            return false;
        var composer = new Composer(new TextRewriter(source, target));
        Span<int> parts = stackalloc int[4];
        var chars = source.Chars;
        for (int index = 0, length; index < chars.Length; index += length)
        {
            var count = CanonicalDecomposition.Decompose(Characters.At(chars, index, out length), parts);
            for (var part = 0; part < count; part++)
                composer.Decomposed(parts[part], part == 0 ? 0 : 1);
        }

        composer.Finish();
        return true;
    }

    /// <summary>Orders the marks after a starter, and composes what can be composed with it.</summary>
    private ref struct Composer(TextRewriter output)
    {
        private readonly List<(byte Class, int Character, int Change)> _marks = [], _kept = [];
        private TextRewriter _output = output;
        private (int Character, int Change)? _starter;

        public void Decomposed(int character, int change)
        {
            var combining = CanonicalDecomposition.CombiningClass(character);
            if (combining != 0)
            {
                _marks.Add((combining, character, change));
                return;
            }

            ComposeMarks();
            if (_starter is { } starter && _kept.Count == 0
                && CanonicalComposition.Compose(starter.Character, character) is { } composed)
            {
                _starter = (composed, starter.Change + change - 1);
                return;
            }

            Write();
            _starter = (character, change);
        }

        public void Finish()
        {
            ComposeMarks();
            Write();
        }

        // A mark is kept from the starter by one before it of its own class or a higher one.
        private void ComposeMarks()
        {
            foreach (var (combining, character, change) in CanonicalDecomposition.Ordered(_marks))
            {
                if (_starter is { } starter && (_kept.Count == 0 || _kept[^1].Class < combining)
                    && CanonicalComposition.Compose(starter.Character, character) is { } composed)
                {
                    _starter = (composed, starter.Change + change - 1);
                }
                else
                {
                    _kept.Add((combining, character, change));
                }
            }

            _marks.Clear();
        }

        private void Write()
        {
            if (_starter is { } starter)
                _output.Add(starter.Character, starter.Change);
            foreach (var (_, character, change) in _kept)
                _output.Add(character, change);
            _kept.Clear();
            _starter = null;
        }
    }
}
