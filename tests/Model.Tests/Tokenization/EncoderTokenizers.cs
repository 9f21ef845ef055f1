using System.Text.Json.Nodes;
using Emotune.Tokenization;

namespace Emotune.Model.Tests.Tokenization;

/// <summary>The forms in which the oracles' tokenizers lie in a folder, which must all give the same ids.</summary>
internal static class EncoderTokenizers
{
    private const string Json = "tokenizer.json", Config = "tokenizer_config.json", Older = "-4";

    private static readonly string[] Models = ["sentencepiece.bpe.model", "spm.model"];

    /// <summary>The forms of a tokenizer by name. What an older tokenizer.json gives is known of the tokenizers library alone.</summary>
    public static IEnumerable<(string Form, TextTokenizer Tokenizer)> FormsOf(string name)
    {
        if (SharedFiles.OracleFolder("tokenizers", name) is not { } folder)
            yield break;
        using var temporary = new TemporaryFolder().Copy(folder, Json).Write(Config, Following(folder));
        yield return ("tokenizer.json followed", TextTokenizer.Load(temporary.Path));
        if (name.EndsWith(Older, StringComparison.Ordinal))
            yield break;

        yield return ("folder", TextTokenizer.Load(folder));
        TextTokenizer.Copy(folder, temporary.Clear().Path);
        yield return ("copy", TextTokenizer.Load(temporary.Path));
        if (SharedFiles.OracleFolder("tokenizers", name + Older) is { } older)
            yield return ("older tokenizer.json", TextTokenizer.Load(older));
        foreach (var model in Models.Where(file => File.Exists(Path.Combine(folder, file))))
        {
            temporary.Clear().Copy(folder, model, Config);
            yield return (model, TextTokenizer.Load(temporary.Path));
            temporary.Clear().Copy(folder, model);
            yield return (model + " alone", TextTokenizer.Load(temporary.Path));
        }
    }

    // The folder's settings under the class that follows tokenizer.json.
    private static string Following(string folder)
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Config)))!;
        config["tokenizer_class"] = "PreTrainedTokenizerFast";
        return config.ToJsonString();
    }
}
