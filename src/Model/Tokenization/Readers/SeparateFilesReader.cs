using Emotune.Model.Tokenization.Unicode;

namespace Emotune.Model.Tokenization.Readers;

/// <summary>Tokenizers of a folder without tokenizer.json: BERT's vocab.txt, RoBERTa's vocab.json with merges.txt.</summary>
internal static class SeparateFilesReader
{
    private const int BertMaximumCharacters = 100;

    public static TokenizerSpec ReadWordPiece(string folder)
    {
        var path = Path.Combine(folder, TokenizerFolder.VocabularyText);
        var special = new SpecialTokenReader(folder);
        var pieces = new WordPieceSpec(special.UnknownContent(wordPiece: true), "##", BertMaximumCharacters);
        var basic = special.Config["do_basic_tokenize"];
        basic.MustBe(basic.Flag(true), "true");
        var lowercase = special.Config["do_lower_case"].Flag(true);
        var normalizer = new BertNormalizer(
            CleanText: true,
            special.Config["tokenize_chinese_chars"].Flag(true),
            special.Config["strip_accents"].Flag(lowercase),
            lowercase);
        var entries = TokenizerFolder.ReadLines(path).Select((piece, id) => (piece, id));
        return Assemble(folder, path, pieces, [.. entries], special) with { Normalizer = normalizer };
    }

    public static TokenizerSpec ReadByteLevel(string folder)
    {
        var path = Path.Combine(folder, TokenizerFolder.VocabularyJson);
        var special = new SpecialTokenReader(folder);
        var entries = JsonSection.Read(path).Members().Select(member => (member.Name, member.Value.Integer()));
        var addPrefixSpace = special.Config["add_prefix_space"].Flag(false);
        var mergesPath = Path.Combine(folder, TokenizerFolder.Merges);
        var merges = MergeList.FromLines(TokenizerFolder.ReadLines(mergesPath), mergesPath);
        var spec = Assemble(folder, path, new ByteLevelSpec(merges, addPrefixSpace), [.. entries], special);
        MergeList.Check(merges, spec.Vocabulary, mergesPath);
        MergeList.CheckAlphabet(spec.Vocabulary, path);
        return special.Config["trim_offsets"].Flag(true) ? spec with { Trimming = new OffsetTrimming(addPrefixSpace) } : spec;
    }

    private static TokenizerSpec Assemble(
        string folder, string path, PieceSpec pieces, List<(string Piece, int Id)> entries, SpecialTokenReader special)
    {
        var known = entries.ToHashSet();
        entries.AddRange(special.ExtraEntries().Distinct().Where(known.Add));
        var vocabulary = Vocabulary.Create(entries, path);
        var ids = special.Ids(pieces, vocabulary, path);
        return new TokenizerSpec
        {
            Vocabulary = vocabulary,
            Pieces = pieces,
            AddedTokens = special.AddedTokens(pieces, vocabulary, path),
            Prefix = [ids.Start],
            Suffix = [ids.End],
            Special = ids,
            TruncateLeft = special.TruncateLeft(),
            Files = TokenizerFolder.FilesIn(folder),
        };
    }
}
