using System.Text.Json;
using Emotune.Metrics;
using Emotune.Model;
using Emotune.Model.Onnx;
using Emotune.Runtime;
using Emotune.Tokenization;

namespace Emotune.Pipeline.EndToEnd.Transformers;

/// <summary>What transformers.js has to say of an exported folder: the logistic function of each logit, by label.</summary>
internal static class ExportedScores
{
    /// <summary>By the pipeline's own forward pass over the folder's weights.</summary>
    public static List<Dictionary<string, double>> OfWeights(string folder, IReadOnlyList<string> texts, int maxLength)
    {
        // transformers.js cleans nothing.
        using var classifier = TextClassifier.LoadModel(folder, new ClassifierOptions { MaxLength = maxLength, Clean = [] });
        return [.. classifier.Classify(texts).Select(c => c.Probabilities.ToDictionary())];
    }

    /// <summary>By ONNX Runtime and the graph in int8, a text at a time.</summary>
    public static List<Dictionary<string, double>> OfQuantizedGraph(string folder, IReadOnlyList<string> texts, int maxLength)
    {
        using var description = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "emotune.json")));
        string[] labels = [.. description.RootElement.GetProperty("labels").EnumerateArray().Select(l => l.GetString()!)];
        using var session = new OnnxRuntimeSession(Path.Combine(folder, "onnx", "model_quantized.onnx"));
        var tokenizer = TextTokenizer.Load(folder);
        return [.. texts.Select(text => Logistic.Sigmoid(
            GraphPredictor.Predict(session, [tokenizer.EncodeIds(text, maxLength)], labels.Length, tokenizer.PadId)))
            .Select(scores => labels.Zip(scores).ToDictionary(p => p.First, p => p.Second))];
    }

    public static void AssertNear(List<Dictionary<string, double>> expected, IReadOnlyList<Dictionary<string, double>> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (right, said) in expected.Zip(actual))
        {
            Assert.Equal(right.Keys.Order(StringComparer.Ordinal), said.Keys.Order(StringComparer.Ordinal));
            Assert.All(right, label => Assert.InRange(Math.Abs(label.Value - said[label.Key]), 0, 1e-4));
        }
    }
}
