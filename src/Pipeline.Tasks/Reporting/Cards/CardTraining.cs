using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>The recipe, and what came of the training.</summary>
internal static class CardTraining
{
    // A folder on the machine that trained; that there was one is told.
    private const string Start = "initialize_from";

    public static string Render(ReportInput input, RunResult run)
    {
        var recipe = input.Recipes.GetValueOrDefault(run.Run);
        return ModelCard.Section(
            "Training",
            Parameters(run),
            recipe?.Shared.ContainsKey(Start) == true ? "The run started from the weights of an earlier run or adapter." : "",
            Kept(run),
            recipe is null ? "" : MarkdownText.Table(["Setting", "Value"], Settings(recipe)));
    }

    private static string Parameters(RunResult run) => run.Parameters is not { } p ? "" :
        $"{Numbers.Count(p.Trained)} of {Numbers.Count(p.Total)} parameters were trained ({Numbers.Percent(p.Share)}), of which "
        + $"{Numbers.Count(p.Adapter)} are the adapter's and {Numbers.Count(p.Head)} the head's.";

    private static string Kept(RunResult run) => run.Epochs.LastOrDefault(e => e.IsBest) is not { } best ? "" :
        $"The weights after epoch {Numbers.Count(best.Epoch)} of {Numbers.Count(run.Epochs[^1].Epoch)} were kept "
        + $"(step {Numbers.Count(best.Step)}).";

    private static IEnumerable<string[]> Settings(RunRecipe recipe) =>
        recipe.Shared.Concat(recipe.Adapter).Where(s => s.Key != Start)
            .Append(new("learning_rate", Numbers.Exact(recipe.LearningRate)))
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => new[] { MarkdownText.Code(s.Key), MarkdownText.Escape(s.Value, 400) });
}
