using Emotune.Metrics;
using Emotune.Model.Comparison;
using Emotune.Model.Training;
using static Emotune.Model.Tests.Comparison.MadeUpRuns;

namespace Emotune.Model.Tests.Comparison;

public sealed class ContrastPairsTests
{
    private static ComparedRun Full(string name, double noise = 0.1) => Run(name, FineTuningMethod.Full, noise, 1, 2);

    private static ComparedRun Lora(string name, double noise = 0.1, params long[] seeds) =>
        Run(name, FineTuningMethod.Lora, noise, seeds.Length > 0 ? seeds : [1, 2]);

    [Fact]
    public void The_first_full_run_is_held_against_each_LoRA_run() =>
        Assert.Equal(["b-a", "b-d"], Pairs(null, Lora("a"), Full("b"), Full("c"), Lora("d")));

    [Fact]
    public void With_one_method_alone_the_first_run_is_held_against_the_others() =>
        Assert.Equal(["a-b", "a-c"], Pairs(null, Lora("a"), Lora("b"), Lora("c")));

    [Fact]
    public void One_run_is_held_against_none() => Assert.Empty(Pairs(null, Full("a")));

    [Fact]
    public void A_search_compares_the_best_of_each_method_and_lists_what_it_chose_from()
    {
        ComparedRun[] runs = [Full("coarse", 2), Full("fine", 0.1), Lora("weak", 3), Lora("strong", 0.2)];
        var search = SearchOnValidation.Of(runs, ValidationMetric.MacroAveragePrecision);
        Assert.Equal(["fine", "strong"], search.Methods.Select(m => m.Chosen));
        Assert.Equal(["coarse", "fine"], search.Methods[0].Candidates.Select(c => c.Run));
        Assert.Equal((4, 12), (search.Methods[0].Trainings, search.Methods[0].Epochs));
        Assert.True(search.EqualBudget);
        Assert.Equal(["fine-strong"], Pairs(search, runs));
        var fine = search.Methods[0].Candidates[1];
        Assert.Equal(fine.BySeed.Average(), fine.Mean, 1e-15);
        Assert.Equal(ValidationScore.Compute(runs[1].Seeds[1].Validation!, ValidationMetric.MacroAveragePrecision), fine.BySeed[1]);
    }

    [Fact]
    public void A_loss_is_best_where_it_is_lowest() =>
        Assert.Equal(
            "fine", SearchOnValidation.Of([Full("coarse", 2), Full("fine", 0.1)], ValidationMetric.Loss).Methods.Single().Chosen);

    [Fact]
    public void A_search_says_where_one_method_was_trained_more_often() =>
        Assert.False(SearchOnValidation.Of([Full("a"), Lora("b", 0.1, 1)], ValidationMetric.Loss).EqualBudget);

    private static IEnumerable<string> Pairs(MethodSearch? search, params ComparedRun[] runs) =>
        ContrastPairs.Of(runs, search).Select(p => $"{p.First.Name}-{p.Second.Name}");
}
