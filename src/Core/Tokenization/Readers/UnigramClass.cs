using Emotune.Tokenization.Unicode;
using Emotune.Tokenization.Unicode.Steps;

namespace Emotune.Tokenization.Readers;

/// <summary>What a Unigram tokenizer takes from its vocabulary's file.</summary>
/// <param name="Scores">The pieces' log probabilities, by id.</param>
/// <param name="UnknownId">The id of the unknown piece, as the file has it.</param>
/// <param name="Map">The precompiled character map; null where the file has none.</param>
internal sealed record UnigramSource(IReadOnlyList<double> Scores, int UnknownId, CharacterMap? Map);

/// <summary>How one of Transformers' classes builds a Unigram tokenizer of pieces and a character map.</summary>
internal abstract class UnigramClass
{
    private protected UnigramClass(string modelFile) => ModelFile = modelFile;

    /// <summary>The name of its SentencePiece model.</summary>
    public string ModelFile { get; }

    public static UnigramClass XlmRoberta { get; } = new XlmRobertaClass();

    public static UnigramClass DebertaV2 { get; } = new DebertaV2Class();

    /// <summary>The keys of the tokens that it puts before and after a text.</summary>
    public abstract (string Start, string End) Around { get; }

    /// <summary>Whether a tokenizer.json decides instead what stands before and after a text.</summary>
    public abstract bool FollowsPostProcessor { get; }

    /// <summary>The vocabulary that it makes of a SentencePiece model.</summary>
    public abstract IReadOnlyList<(string Piece, double Score)> Pieces(SentencePieceModel model);

    public abstract TextNormalizer? Normalizer(JsonSection config, UnigramSource source);

    /// <param name="unknown">The content of the unknown token.</param>
    public abstract UnigramSpec Words(JsonSection config, PieceSource source, string unknown);

    /// <summary>fairseq's order: four special tokens in the place of SentencePiece's three, and the mask last.</summary>
    private sealed class XlmRobertaClass() : UnigramClass(TokenizerFolder.XlmRobertaModel)
    {
        private const int OwnSpecial = 3, Unknown = 3;

        public override (string Start, string End) Around => ("bos_token", "eos_token");

        public override bool FollowsPostProcessor => false;

        public override IReadOnlyList<(string Piece, double Score)> Pieces(SentencePieceModel model) =>
        [
            ("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0),
            .. model.Pieces.Skip(OwnSpecial).Select(piece => (piece.Text, piece.Score)), ("<mask>", 0),
        ];

        public override TextNormalizer? Normalizer(JsonSection config, UnigramSource source) =>
            source.Map is { } map ? new StepNormalizer([new CharacterMapStep(map)]) : null;

        public override UnigramSpec Words(JsonSection config, PieceSource source, string unknown)
        {
            var prepend = config["add_prefix_space"].Flag(true) ? PrependScheme.Always : PrependScheme.Never;
            return new UnigramSpec(
                source.Unigram!.Scores, Unknown, new SpaceSign(prepend, Splits: true), SplitsAtSpaces: true, SplitsAtPunctuation: false);
        }
    }

    /// <summary>SentencePiece's own order. Transformers 5 leaves the character map out and normalises by rules of its own.</summary>
    private sealed class DebertaV2Class() : UnigramClass(TokenizerFolder.DebertaModel)
    {
        private const int UsualUnknown = 1;

        public override (string Start, string End) Around => (SpecialTokenReader.ClassKey, SpecialTokenReader.SeparatorKey);

        public override bool FollowsPostProcessor => true;

        public override IReadOnlyList<(string Piece, double Score)> Pieces(SentencePieceModel model) =>
            [.. model.Pieces.Select(piece => (piece.Text, piece.Score))];

        public override TextNormalizer Normalizer(JsonSection config, UnigramSource source)
        {
            var lower = config["do_lower_case"].Flag(false) ? new LowercaseStep() : null;
            var white = new ReplaceStep(@"\s{2,}|[\n\r\t]", IsExpression: true, " ");
            NormalizationStep[] steps = [white, new ComposeStep(), new StripStep(Left: false, Right: true)];
            return new StepNormalizer(lower is null ? steps : [lower, .. steps]);
        }

        public override UnigramSpec Words(JsonSection config, PieceSource source, string unknown)
        {
            var prepend = config["add_prefix_space"].Flag(true) ? PrependScheme.Always : PrependScheme.First;
            return new UnigramSpec(
                source.Unigram!.Scores, UnknownId(config, source, unknown), new SpaceSign(prepend, Splits: true),
                SplitsAtSpaces: false, config["split_by_punct"].Flag(false));
        }

        // The token's own piece counts only where its score is 0, as the reference looks for both together.
        private static int UnknownId(JsonSection config, PieceSource source, string unknown)
        {
            var scores = source.Unigram!.Scores;
            if (source.Vocabulary.Find(unknown) is { } id && id < scores.Count && scores[id] == 0)
                return id;
            var given = config["unk_id"];
            var other = given.IsNull ? UsualUnknown : given.Integer();
            return other < scores.Count ? other : throw given.Wrong($"an id from 0 to {scores.Count - 1}");
        }
    }
}
