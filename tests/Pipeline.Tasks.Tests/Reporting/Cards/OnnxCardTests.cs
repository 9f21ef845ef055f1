using System.Text.RegularExpressions;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Cards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting.Cards;

public sealed class OnnxCardTests
{
    [Theory]
    [InlineData(FineTuningMethod.Full, "mean")]
    [InlineData(FineTuningMethod.Full, "first_token")]
    [InlineData(FineTuningMethod.Lora, "mean")]
    [InlineData(FineTuningMethod.Lora, "first_token")]
    internal void It_tells_how_to_load_the_graph_and_nothing_else(FineTuningMethod method, string pooling)
    {
        var whole = Card(method, pooling);
        var card = OnnxCard.Of(whole);
        Assert.Contains("Transformers, in Python", Ways(whole));
        Assert.Equal(["ONNX Runtime, in .NET", "transformers.js, in JavaScript"], Ways(card));
        Assert.DoesNotContain("```python", card, StringComparison.Ordinal);
        Assert.DoesNotContain("safetensors", card, StringComparison.Ordinal);
        Assert.Contains("it holds the graph, and not the weights.", card, StringComparison.Ordinal);
        Assert.Contains("library_name: \"transformers.js\"\n", card, StringComparison.Ordinal);
        Assert.DoesNotContain("library_name: \"transformers\"", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_before_and_after_the_ways_stays()
    {
        var whole = Card(FineTuningMethod.Lora, "mean");
        var card = OnnxCard.Of(whole);
        Assert.Equal(Before(whole).Replace("\"transformers\"", "\"transformers.js\"", StringComparison.Ordinal), Before(card));
        Assert.Equal(After(whole), After(card));
        Assert.Equal(0, Regex.Count(card, "^```", RegexOptions.Multiline) % 2);
    }

    private static string Before(string card) => card[..card.IndexOf("## How to load it", StringComparison.Ordinal)];

    private static string After(string card) => card[card.IndexOf("## Where it comes from", StringComparison.Ordinal)..];

    private static IEnumerable<string> Ways(string card) =>
        Regex.Matches(card, "^### (.*)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value);

    private static string Card(FineTuningMethod method, string pooling)
    {
        var input = MadeUp.Input(3, MadeUp.Run("run", method, 3));
        var recipe = new Dictionary<string, RunRecipe> { ["run"] = MadeUp.Recipe("run", method, 1e-3) };
        var pooled = recipe["run"] with
        {
            Shared = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["head.pooling"] = pooling },
        };
        var shown = input with { Recipes = new Dictionary<string, RunRecipe> { ["run"] = pooled } };
        return ModelCard.Render(shown, shown.Runs[0]);
    }
}
