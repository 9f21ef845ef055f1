using Emotune.Diagnostics;

namespace Emotune.Tokenization.Readers;

/// <summary>What a tokenizer.json puts before and after a text, and whether it trims offsets.</summary>
internal sealed record PostProcessor(IReadOnlyList<int> Prefix, IReadOnlyList<int> Suffix, OffsetTrimming? Trimming);

/// <summary>Reads a tokenizer.json's <c>post_processor</c>, of which a single text's part counts.</summary>
internal static class PostProcessorReader
{
    private const string Template = "TemplateProcessing", Bert = "BertProcessing", Roberta = "RobertaProcessing";
    private const string ByteLevel = "ByteLevel", Sequence = "Sequence";

    /// <exception cref="DiagnosticException">It is of another kind, or it does not put a token before the text and one after
    /// it.</exception>
    public static PostProcessor Read(JsonSection section, Vocabulary vocabulary)
    {
        if (section.IsNull)
            section.MustBe(false, $"{Template}, {Bert}, {Roberta}, {Sequence}");
        var steps = section.Type(Template, Bert, Roberta, Sequence) == Sequence ? section["processors"].Items().ToArray() : [section];
        OffsetTrimming? trimming = null;
        (List<int> Prefix, List<int> Suffix) around = ([], []);
        foreach (var step in steps)
        {
            var type = step.Type(Template, Bert, Roberta, ByteLevel);
            if (type is Roberta or ByteLevel && step["trim_offsets"].Flag(true))
                trimming = new OffsetTrimming(step["add_prefix_space"].Flag(true));
            if (type == Template)
                around = ReadTemplate(step, vocabulary);
            else if (type != ByteLevel)
                around = ([ReadPair(step["cls"], vocabulary)], [ReadPair(step["sep"], vocabulary)]);
        }

        if (around.Prefix.Count == 0 || around.Suffix.Count == 0)
            throw section.Wrong("a template with a special token before the text and one after it");
        return new PostProcessor(around.Prefix, around.Suffix, trimming);
    }

    private static (List<int>, List<int>) ReadTemplate(JsonSection template, Vocabulary vocabulary)
    {
        List<int> prefix = [], suffix = [];
        var texts = 0;
        foreach (var piece in template["single"].Items())
        {
            var special = piece.AsObject()["SpecialToken"];
            if (special.IsNull)
            {
                var sequence = piece["Sequence"].AsObject()["id"];
                sequence.MustBe(sequence.Text() == "A" && ++texts == 1, "A, once");
                continue;
            }

            var token = template["special_tokens"][special["id"].Text()];
            (texts == 0 ? prefix : suffix).AddRange(token["ids"].Items().Select(id => Known(id, vocabulary)));
        }

        return texts == 1 ? (prefix, suffix) : throw template["single"].Wrong("a template with the text, \"A\", in it");
    }

    private static int ReadPair(JsonSection pair, Vocabulary vocabulary) => pair.Items().ToArray() is [_, var id]
        ? Known(id, vocabulary)
        : throw pair.Wrong("a token and its id");

    private static int Known(JsonSection id, Vocabulary vocabulary) =>
        id.Integer() < vocabulary.Count ? id.Integer() : throw id.Wrong($"an id from 0 to {vocabulary.Count - 1}");
}
