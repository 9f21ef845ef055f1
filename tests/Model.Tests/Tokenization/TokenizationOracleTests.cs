using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Tokenization;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Tokenization;

public class TokenizationOracleTests(ITestOutputHelper output)
{
    private sealed record Case(string Text, int[] Ids, int[][] Offsets, int[] IdsMax16);

    private const string Comments = "goemotions-";

    private static readonly JsonSerializerOptions Lower = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly IReadOnlyList<string> Folders = [.. SharedFiles.OracleRoots.Select(root => Path.Combine(root, "tokenization"))];
    private static readonly string MiniLm = Path.Combine(SharedFiles.Root, "models", "all-MiniLM-L6-v2");

    [OracleFact]
    public void Hostile_strings_have_the_references_ids_and_offsets()
    {
        var count = 0;
        foreach (var (name, path) in Files(".jsonl"))
        {
            var cases = File.ReadLines(path).Where(line => line.Length > 0)
                .Select(line => JsonSerializer.Deserialize<Case>(line, Lower)!).ToList();
            foreach (var (form, tokenizer) in Tokenizers(name))
            {
                Check(cases, tokenizer, $"{name}, {form}");
                output.WriteLine($"{name}, {form}: {cases.Count} strings");
                count += cases.Count;
            }
        }

        Assert.True(count > 0, $"No cases in {string.Join(", ", Folders)}.");
    }

    [OracleFact]
    public void Comments_have_the_references_ids()
    {
        var count = 0;
        foreach (var (name, path) in Files(".ids.txt").Where(file => file.Name.StartsWith(Comments, StringComparison.Ordinal)))
        {
            // goemotions-SPLIT.TOKENIZER.ids.txt
            var (split, of) = (name[Comments.Length..name.IndexOf('.', StringComparison.Ordinal)],
                name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
            var texts = File.ReadAllText(Path.Combine(SharedFiles.Root, "data", "goemotions", split + ".tsv"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('\t')[0]).ToList();
            var expected = File.ReadLines(path).ToList();
            Assert.Equal(expected.Count, texts.Count);
            foreach (var (form, tokenizer) in Tokenizers(of))
            {
                var ids = tokenizer.EncodeAll(texts);
                for (var row = 0; row < texts.Count; row++)
                    Assert.True(expected[row].Trim() == Join(ids[row]), $"{name}, {form}, row {row}: {texts[row]}");
                output.WriteLine($"{name}, {form}: {texts.Count} comments");
                count += texts.Count;
            }
        }

        Assert.True(count > 0, $"No cases in {string.Join(", ", Folders)}.");
    }

    private static void Check(List<Case> cases, TextTokenizer tokenizer, string what)
    {
        var wrong = new List<string>();
        foreach (var expected in cases)
        {
            var given = tokenizer.Encode(expected.Text);
            var offsets = expected.Offsets.Select(offset => (offset[0], offset[1]));
            if (!given.Ids.SequenceEqual(expected.Ids) || !given.Offsets.SequenceEqual(offsets)
                || !tokenizer.EncodeIds(expected.Text, 16).SequenceEqual(expected.IdsMax16)
                || !tokenizer.EncodeIds(expected.Text).SequenceEqual(expected.Ids))
            {
                wrong.Add(
                    $"{JsonSerializer.Serialize(expected.Text)}\n  expected {Join(expected.Ids)} {string.Join(' ', offsets)}\n  "
                        + $"given    {Join(given.Ids)} {string.Join(' ', given.Offsets)}");
            }
        }

        Assert.True(wrong.Count == 0, $"{what}: {wrong.Count} of {cases.Count} differ:\n{string.Join('\n', wrong.Take(10))}");
    }

    private static IEnumerable<(string Form, TextTokenizer Tokenizer)> Tokenizers(string name)
    {
        using var temporary = new TemporaryFolder();
        switch (name)
        {
            case "bert-base-uncased":
                yield return ("folder", TextTokenizer.Load(MiniLm));
                temporary.Copy(MiniLm, "tokenizer.json");
                yield return ("tokenizer.json", TextTokenizer.Load(temporary.Path));
                temporary.Clear().Copy(MiniLm, "vocab.txt");
                yield return ("vocab.txt", TextTokenizer.Load(temporary.Path));
                break;
            case "bert-cased-style":
                temporary.Copy(MiniLm, "vocab.txt").Write("tokenizer_config.json", """{"do_lower_case": false, "strip_accents": false}""");
                yield return ("vocab.txt", TextTokenizer.Load(temporary.Path));
                var json = JsonNode.Parse(File.ReadAllText(Path.Combine(MiniLm, "tokenizer.json")))!;
                json["normalizer"]!["lowercase"] = false;
                json["normalizer"]!["strip_accents"] = false;
                temporary.Clear().Write("tokenizer.json", json.ToJsonString());
                yield return ("tokenizer.json", TextTokenizer.Load(temporary.Path));
                break;
            case "roberta-base":
                var folder = Path.Combine(SharedFiles.Root, "tokenizers", "roberta-base");
                yield return ("vocab.json, merges.txt", TextTokenizer.Load(folder));
                temporary.Write("tokenizer.json", RobertaJson(folder).ToJsonString());
                yield return ("tokenizer.json", TextTokenizer.Load(temporary.Path));
                break;
            case "mpnet-base":
                yield return ("folder", TextTokenizer.Load(Path.Combine(SharedFiles.Root, "models", "all-mpnet-base-v2-lower6")));
                break;
            default:
                foreach (var form in EncoderTokenizers.FormsOf(name))
                    yield return form;
                break;
        }
    }

    /// <summary>The tokenizer.json that the reference makes of vocab.json and merges.txt.</summary>
    private static JsonObject RobertaJson(string folder)
    {
        var added = new[] { ("<s>", 0), ("<pad>", 1), ("</s>", 2), ("<unk>", 3), ("<mask>", 50264) };
        var merges = File.ReadLines(Path.Combine(folder, "merges.txt")).Skip(1)
            .Select(
                (line, index) => index % 2 == 0
                    ? JsonValue.Create(line)
                    : (JsonNode)new JsonArray(line.Split(' ').Select(part => (JsonNode)part).ToArray()));
        return new JsonObject
        {
            ["added_tokens"] = new JsonArray(added.Select(token => (JsonNode)new JsonObject
            {
                ["id"] = token.Item2,
                ["content"] = token.Item1,
                ["single_word"] = false,
                ["lstrip"] = token.Item1 == "<mask>",
                ["rstrip"] = false,
                ["normalized"] = false,
                ["special"] = true,
            }).ToArray()),
            ["pre_tokenizer"] = JsonNode.Parse(
                """{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}"""),
            ["post_processor"] = JsonNode.Parse(
                """{"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0],"""
                + """ "trim_offsets": true, "add_prefix_space": false}"""),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["continuing_subword_prefix"] = "",
                ["vocab"] = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "vocab.json"))),
                ["merges"] = new JsonArray(merges.ToArray()),
            },
        };
    }

    private static IEnumerable<(string Name, string Path)> Files(string ending) => Folders.Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + ending).Order(StringComparer.Ordinal))
        .Select(path => (Path.GetFileName(path)[..^ending.Length], path));

    private static string Join(IEnumerable<int> ids) => string.Join(' ', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
