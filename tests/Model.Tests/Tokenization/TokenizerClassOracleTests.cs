using System.Text.Json.Nodes;
using Emotune.Tokenization;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Tokenization;

/// <summary>Folders of tokenizers with the ids that AutoTokenizer of Transformers 5 gives: which of their files decides what.</summary>
public class TokenizerClassOracleTests(ITestOutputHelper output)
{
    private const int MaxLength = 64;

    [OracleFact]
    public void A_folder_gives_the_ids_of_AutoTokenizer() => Check(folder => TextTokenizer.Load(folder));

    [OracleFact]
    public void So_does_its_copy_beside_an_adapter() => Check(folder =>
    {
        using var copy = new TemporaryFolder();
        TextTokenizer.Copy(folder, copy.Path);
        return TextTokenizer.Load(copy.Path);
    });

    [OracleFact]
    public void And_its_copy_beside_a_model() => Check(folder =>
    {
        using var copy = new TemporaryFolder().Copy(folder, "config.json");
        TextTokenizer.Copy(folder, copy.Path);
        return TextTokenizer.Load(copy.Path);
    });

    private void Check(Func<string, TextTokenizer> load)
    {
        var folders = Folders();
        var wrong = new List<string>();
        foreach (var folder in folders)
        {
            var name = Path.GetFileName(folder);
            var tokenizer = load(folder);
            output.WriteLine($"{name}: {tokenizer.Notice}");
            foreach (var line in File.ReadLines(Path.Combine(folder, "expected.jsonl")).Where(line => line.Length > 0))
            {
                var row = JsonNode.Parse(line)!;
                var (text, ids) = (row["text"]!.GetValue<string>(), row["ids"]!.AsArray().Select(id => id!.GetValue<int>()).ToArray());
                var given = tokenizer.EncodeIds(text, MaxLength);
                if (!given.SequenceEqual(ids))
                    wrong.Add($"{name}: {text}\n  expected {string.Join(' ', ids)}\n  given    {string.Join(' ', given)}");
            }
        }

        Assert.True(folders.Count > 0, "There are no cases.");
        Assert.True(wrong.Count == 0, $"{wrong.Count} texts differ:\n{string.Join('\n', wrong.Take(20))}");
    }

    // The root that is asked for may hold other oracles alone; the shared ones are then taken.
    private static List<string> Folders() =>
        [.. new[] { SharedFiles.Oracles, Path.Combine(SharedFiles.Root, "oracles-encoders") }
            .Select(root => Path.Combine(root, "tokenizer-config")).Where(Directory.Exists).Take(1)
            .SelectMany(Directory.EnumerateDirectories).Where(folder => File.Exists(Path.Combine(folder, "expected.jsonl")))
            .Order(StringComparer.Ordinal)];
}
