using Emotune.Metrics;
using Emotune.Pipeline.Reporting.Guards;

namespace Emotune.Pipeline.Tests.Reporting.Guards;

/// <summary>Each guard: what it finds, and the command that mends it.</summary>
public sealed class GuardTests
{
    private const string Build = "dotnet build Experiments.proj -t:Report -p:Experiment=made-up";

    // No command mends it.
    private const string None = "";

    [Fact]
    public void Sound_runs_raise_no_doubt()
    {
        var doubts = VerdictGuards.Of(Facts.Sound);
        Assert.True(doubts.AllowVerdict);
        Assert.Empty(doubts.Noted);
    }

    public static Cases Withholding() =>
    new()
    {
        { nameof(OneSeed), Facts.Both(r => r with { Seeds = 1 }) with { Seeds = [42] }, "each run has one seed", "-p:Set=seeds=42+43+44" },
        { nameof(OneSeed), Facts.Lora(r => r with { Seeds = 1 }), "**lora** has one seed", None },
        { nameof(OneSeed), Facts.Both(r => r with { Seeds = 1 }) with { Seeds = [int.MaxValue] }, "each run has one seed",
            "-p:Set=seeds=2147483647+2147483644+2147483645" },
        { nameof(OtherSeeds), Facts.WithSeeds([1, 2, 3], [1, 3]), "the runs do not have the same seeds", "-p:Set=seeds=1+3" },
        { nameof(OtherSeeds), Facts.WithSeeds([1, 2], [2, 3]), "the runs do not have the same seeds", None },
        { nameof(RateNotSearched), Facts.Lora(r => r with { Rates = Facts.Rates("lora", 2e-3) }),
            "the learning rate of **lora** was never searched", "-p:Set=matrix.lora.over.learning_rate=1.0e-3+2.0e-3+4.0e-3" },
        { nameof(RateNotSearched), Facts.Both(r => r with { IsSearched = false }),
            "no search on validation chose between the learning rates", "-p:Set=comparison.search=macro_average_precision" },
        { nameof(RateAtEdge), Facts.Full(r => r with { Rates = Facts.Rates("full", 5e-5, 1e-4, 2e-4) }),
            "the best learning rate of **full**, 2.0e-4, is the highest that was tried",
            "-p:Set=matrix.full.over.learning_rate=5.0e-5+1.0e-4+2.0e-4+4.0e-4" },
        { nameof(RateAtEdge), Facts.Lora(r => r with { Rates = [new(2e-3, "lora"), new(6e-3, "lora-high")] }),
            "the best learning rate of **lora**, 2.0e-3, is the lowest that was tried",
            "-p:Set=matrix.lora.over.learning_rate=6.67e-4+2.0e-3" },
        { nameof(StillGaining), Facts.Lora(r => r with { LastGains = [new(1, 4, 0.001), new(2, 4, 0.0123)] }),
            "**lora** still improved its macro average precision by 0.012 in its last epoch", "-p:Set=runs.lora.training.epochs=8" },
        { nameof(StillGaining), Facts.Full(r => r with { LastGains = [new(1, 1, null)] }),
            "**full** trained for one epoch, which cannot show whether another would help", "-p:Set=runs.full.training.epochs=3" },
        { nameof(StillGaining),
            Facts.Full(r => r with { Recipe = r.Recipe with { StoppingMetric = ValidationMetric.Loss }, LastGains = [new(1, 2, 0.02)] }),
            "**full** still improved its validation loss by 0.020 in its last epoch", "-p:Set=runs.full.training.epochs=4" },
        { nameof(TestInTrain), Facts.WithShared("test", 51), "5.1 % of the test comments are also in train", None },
        { nameof(TestInTrain), Facts.WithShared("test", 1000), "all test comments are also in train", None },
        { nameof(FewTestComments), Facts.WithTestComments(29), "there are only 29 test comments", None },
    };

    [Theory]
    [MemberData(nameof(Withholding))]
    internal void A_verdict_is_withheld(string guard, GuardFacts facts, string because, string mend)
    {
        var doubts = VerdictGuards.Of(facts);
        Assert.False(doubts.AllowVerdict);
        var found = Assert.Single(VerdictGuards.All, g => g.GetType().Name == guard).Check(facts)!;
        Assert.Equal(because, found.Because!.ToMarkdown());
        Assert.Equal(mend.Length == 0 ? null : $"{Build} {mend}", MendCommand.Of(Build, "made-up", found.Mend));
        Assert.Equal(mend.Length == 0, found.ByHand is not null);
        Assert.Equal([found.Because.ToMarkdown()], doubts.Withheld.Select(f => f.Because!.ToMarkdown()));
        Assert.EndsWith(
            mend.Length == 0 && guard is not (nameof(OneSeed) or nameof(OtherSeeds)) ? "=FILE`" : ".",
            found.Said.ToMarkdown(), StringComparison.Ordinal);
    }

    public static Cases Noting() =>
    new()
    {
        { nameof(SharedComments), Facts.WithShared("test", 7),
            "7 of the 1,000 test comments (0.70 %) are also in train. Without them, the difference of micro F1 is −0.030 (95 % interval "
            + "−0.050 to −0.010) instead of −0.025.", None },
        { nameof(SharedComments), Facts.WithShared("test", 50), "50 of the 1,000 test comments (5.00 %) are also in train.", None },
        { nameof(ValidationInTrain), Facts.WithShared("validation", 500),
            "500 of the 500 validation comments (100.00 %) are also in train. Epochs, calibration and thresholds", None },
        { nameof(RareLabels), Facts.WithPositives(100, 3),
            "One label has fewer than 10 positive test comments: **label1** (3). Without it, the difference of micro F1 is −0.010 (95 % "
            + "interval −0.030 to +0.010) instead of −0.025. It would support another conclusion.", None },
        { nameof(RareLabels), Facts.WithPositives(9, 8, 7, 6, 5, 4, 10),
            "6 labels have fewer than 10 positive test comments: **label0** (9), **label1** (8), **label2** (7), **label3** (6), "
            + "**label4** (5) and 1 more.", None },
        { nameof(RecipesDiffer),
            Facts.Full(r => r with { Recipe = r.Recipe with
                { Shared = new Dictionary<string, string> { ["training.epochs"] = "3", ["training.layer_decay"] = "0.85" } } }),
            "Beside method and learning rate, the recipes differ in `training.layer_decay` (**full**: 0.85, **lora**: 1).",
            "-p:Set=runs.lora.training.layer_decay=0.85" },
        { nameof(OtherLoad),
            Facts.Sound with { Pair = Facts.Sound.Pair! with { OtherLoad = "The training times come from different machines." } },
            "The training times come from different machines. They compare nothing.", None },
    };

    [Theory]
    [MemberData(nameof(Noting))]
    internal void Something_is_noted_beside_the_verdict(string guard, GuardFacts facts, string said, string mend)
    {
        var doubts = VerdictGuards.Of(facts);
        Assert.True(doubts.AllowVerdict);
        var found = Assert.Single(doubts.Noted);
        Assert.StartsWith(said, found.Said.ToMarkdown(), StringComparison.Ordinal);
        Assert.Equal(found.Said.ToMarkdown(), VerdictGuards.All.Single(g => g.GetType().Name == guard).Check(facts)!.Said.ToMarkdown());
        Assert.Equal(mend.Length == 0 ? null : $"{Build} {mend}", MendCommand.Of(Build, "made-up", found.Mend));
    }

    [Fact]
    public void Every_guard_has_a_row()
    {
        var rows = Withholding().Concat(Noting()).Select(r => (string)r[0]).ToHashSet();
        Assert.Equal(VerdictGuards.All.Select(g => g.GetType().Name).Order(), rows.Order());
    }

    [Theory]
    [InlineData(51, "51 of the 1,000 test comments are also in train, so the figures partly measure memory. Without them, the difference "
        + "of micro F1 is −0.030 (95 % interval −0.050 to −0.010) instead of −0.025. Take them out")]
    [InlineData(1000, "1,000 of the 1,000 test comments are also in train, so the figures measure memory. ")]
    public void How_far_figures_measure_memory_is_said(int shared, string said) =>
        Assert.StartsWith(said, new TestInTrain().Check(Facts.WithShared("test", shared))!.Said.ToMarkdown(), StringComparison.Ordinal);

    [Fact]
    public void A_rate_beyond_the_highest_stays_to_be_done_by_hand()
    {
        var found = new RateAtEdge().Check(Facts.Lora(r => r with
        {
            Recipe = r.Recipe with { LearningRate = 0.9 },
            Rates = Facts.Rates("lora", 0.1, 0.9),
        }))!;
        Assert.Empty(found.Mend);
        Assert.Equal(
            "change the recipe of **lora**, whose rates would go beyond 1, the highest that can be asked for", found.ByHand!.ToMarkdown());
    }

    [Theory]
    [InlineData(1, 1, "the learning rates were never searched")]
    [InlineData(3, 1, "no search on validation chose between the learning rates of **full**, and the learning rate of **lora** was never "
        + "searched")]
    [InlineData(2, 3, "no search on validation chose between the learning rates")]
    public void Rates_that_ran_without_a_search_are_told_from_a_single_one(int ofFull, int ofLora, string because)
    {
        var facts = Facts.Both(r => r with
        {
            IsSearched = false,
            Rates = [.. r.Rates.Take(r.Name == "full" ? ofFull : ofLora)],
        });
        Assert.Equal(because, new RateNotSearched().Check(facts)!.Because!.ToMarkdown());
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(2e-3)]
    public void Two_searched_rates_are_never_enough(double best)
    {
        var doubts = VerdictGuards.Of(
            Facts.Lora(r => r with { Recipe = r.Recipe with { LearningRate = best }, Rates = Facts.Rates("lora", 1e-3, 2e-3) }));
        Assert.Contains("that was tried", Assert.Single(doubts.Withheld).Because!.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gain_at_the_bound_is_none() =>
        Assert.Null(new StillGaining().Check(Facts.Lora(r => r with { LastGains = [new(1, 3, 0.505 - 0.5)] })));

    [Fact]
    public void Without_two_runs_the_data_alone_is_looked_at()
    {
        var doubts = VerdictGuards.Of(Facts.WithShared("validation", 5) with { Pair = null });
        Assert.Contains("validation comments", Assert.Single(doubts.Noted).Said.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_command_mends_all_that_is_withheld_for()
    {
        var facts = Facts.Both(r => r with { Seeds = 1, IsSearched = false, Rates = [r.Rates[1]], LastGains = [new(7, 4, 0.1)] })
            with
        { Seeds = [7] };
        Assert.Equal(
            "(set -C && printf '%s\\n' 'seeds: [7, 8, 9]' 'comparison: {search: macro_average_precision}' "
            + "'matrix: {full: {over: {learning_rate: [1.0e-4, 2.0e-4, 4.0e-4]}}, "
            + "lora: {over: {learning_rate: [1.0e-3, 2.0e-3, 4.0e-3]}}}' "
            + "'runs: {full: {training: {epochs: 8}}, lora: {training: {epochs: 8}}}' > emotune-mend-made-up.yaml) && "
            + $"{Build} -p:Overrides=emotune-mend-made-up.yaml",
            MendCommand.Of(Build, "made-up", [.. VerdictGuards.Of(facts).Withheld.SelectMany(f => f.Mend)]));
    }
}
