using System.Text.RegularExpressions;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting.Cards;

public sealed class ModelCardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_run_and_seed_with_results_has_a_card_and_no_other()
    {
        _folder.WriteAll(MadeUp.Input(
            3, MadeUp.Run("full", FineTuningMethod.Full, 3), MadeUp.Run("lora", FineTuningMethod.Lora, 3, seed: 1),
            MadeUp.Run("lora", FineTuningMethod.Lora, 3, seed: 2), MadeUp.Failed("hot", FineTuningMethod.Lora, "no memory")));
        var cards = Directory.EnumerateFiles(Path.Combine(_folder.Report, "cards")).Select(c => Path.GetFileName(c));
        Assert.Equal(["full-42.md", "lora-1.md", "lora-2.md"], cards.Order(StringComparer.Ordinal));
        Assert.Contains("# Made-up results: lora, seed 2\n", _folder.Text("cards/lora-2.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Hostile.Script)]
    [InlineData(Hostile.Override)]
    [InlineData("a\nb: c\n---\n# d\n```\n\"e\\")]
    [InlineData("a\u2028b\u0085c\u0000d\uFEFF: [e, {f}] #g")]
    [InlineData("` ` `` ``` ~~~ <!-- & &amp; --> %YAML !tag *alias {{x}} ${y}")]
    [InlineData("مرحبا 😀 e\u0301")]
    public void Text_of_others_is_only_text(string hostile)
    {
        var card = CardDocument.Of(Hostile.Input(hostile));

        // The hub takes neither a licence nor a language of such a name.
        Assert.Equal(["library_name", "pipeline_tag", "tags", "model-index"], card.Keys.Except(["base_model"]));
        Assert.DoesNotMatch("[\u202A-\u202E\u2066-\u2069\u0000-\u0009\uFFFE\uFFFF]", card.Yaml + card.Body);
        Assert.DoesNotMatch("(?i)<script|<!--", card.Body);
        Assert.DoesNotContain(card.Body.Split('\n'), l => Regex.IsMatch(l, "^ {0,3}(---+|===+|~~~+)"));
        string[] headings =
        [
            "Results", "On other data", "Probabilities", "Labels", "Intended use and limits", "Training", "Cost", "How to load it",
            "Where it comes from",
        ];
        Assert.Equal(headings, Regex.Matches(card.Body, "^## (.*)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value));
        // Blocks of code end where the program ends them.
        var fences = Regex.Matches(card.Body, "^```([a-z]*)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToArray();
        Assert.All(fences.Index(), f => Assert.Equal(f.Index % 2 == 0, f.Item.Length > 0));
    }

    [Fact]
    public void Everything_but_the_section_of_the_costs_repeats()
    {
        var input = MadeUp.Input(3, MadeUp.Run("lora", FineTuningMethod.Lora, 3));
        var (one, other) = (CardDocument.Of(input), CardDocument.Of(input with
        {
            Runs = [input.Runs[0] with { Costs = new Dictionary<string, StageCost> { ["train"] = MadeUp.Cost(7, 8, 9) } }],
        }));
        Assert.Contains("| train | 1410.2 | 81.5 | 2.40 GB | AMD EPYC |", one.Section("Cost"), StringComparison.Ordinal);
        Assert.DoesNotContain("host-1", one.Body, StringComparison.Ordinal);
        Assert.NotEqual(one.Section("Cost"), other.Section("Cost"));
        Assert.Equal(one.Yaml + Without(one, "Cost"), other.Yaml + Without(other, "Cost"));
    }

    [Fact]
    public void Results_have_their_intervals_and_labels_their_thresholds()
    {
        var input = MadeUp.Input(3, MadeUp.Run("lora", FineTuningMethod.Lora, 3));
        var card = CardDocument.Of(input);
        var decisions = input.Runs[0].Evaluation!.Decisions.Single(d => d.Name == "validation");
        var (low, high) = (decisions.MicroF1Interval.Low, decisions.MicroF1Interval.High);
        Assert.Contains(
            FormattableString.Invariant($"| Micro F1 | {decisions.Micro.F1:F3} | {low:F3} to {high:F3} |"),
            card.Section("Results"), StringComparison.Ordinal);
        Assert.Contains("| Brier | 0.0341 | 0.0322 | 0.0309 to 0.0338 |", card.Section("Probabilities"), StringComparison.Ordinal);
        Assert.All(input.Runs[0].Calibration, c => Assert.Matches(
            FormattableString.Invariant($@"\| {c.Label} .*\| {c.Threshold:F4} \| {Regex.Escape(c.Map.Describe())} \|"),
            card.Section("Labels")));
        Assert.Contains("- Limitations: None of it is real.", card.Section("Intended use and limits"), StringComparison.Ordinal);
        Assert.Contains("| `lora.rank` | 8 |", card.Section("Training"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_experiment_does_not_say_and_what_could_not_be_computed_is_said_to_be_so()
    {
        var card = CardDocument.Of(Undefined.Input());
        Assert.Contains("- Intended use: not given\n", card.Body, StringComparison.Ordinal);
        Assert.Contains("| Macro average precision | undefined |", card.Body, StringComparison.Ordinal);
        Assert.Contains("| never given |", card.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FineTuningMethod.Full, "mean", "Emotune, Transformers, ONNX Runtime, transformers.js")]
    [InlineData(FineTuningMethod.Lora, "mean", "Emotune, Transformers, PEFT, ONNX Runtime, transformers.js")]
    [InlineData(FineTuningMethod.Lora, "first_token", "Emotune, Transformers, PEFT, ONNX Runtime, transformers.js")]
    internal void Only_ways_to_load_the_run_that_work_are_shown(FineTuningMethod method, string pooling, string ways)
    {
        var section = CardDocument.Of(Pooled(method, pooling)).Section("How to load it");
        var titles = Regex.Matches(section, "^### ([^,]+)", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        Assert.Equal(ways, string.Join(", ", titles));
        Assert.Equal(pooling == "mean", section.Contains("classifier.weight", StringComparison.Ordinal));
        Assert.Equal(method == FineTuningMethod.Lora, section.Contains("backbone: \"all-MiniLM-L6-v2\"", StringComparison.Ordinal));
        Assert.Contains("using Emotune.Model;\nusing Emotune.Texts;\n\nvar options", section, StringComparison.Ordinal);
        Assert.Contains("MaxLength = 128, Clean = [CleaningStep.Urls] }", section, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, "Calibration was fitted, and the thresholds were chosen, on the 5,426 validation comments.")]
    [InlineData(true, false, "Calibration was fitted on the 5,426 validation comments. The thresholds were given.")]
    [InlineData(false, true, "Probabilities are not calibrated. The thresholds were chosen on the 5,426 validation comments.")]
    [InlineData(false, false, "Probabilities are not calibrated, and the thresholds were given.")]
    public void Nothing_is_said_to_be_fitted_or_chosen_that_was_not(bool isCalibrated, bool hasChosenThresholds, string said)
    {
        var input = Pooled(FineTuningMethod.Lora, "mean");
        var card = CardDocument.Of(
            input with { Use = input.Use with { IsCalibrated = isCalibrated, HasChosenThresholds = hasChosenThresholds } });
        Assert.Contains(said, card.Section("Probabilities"), StringComparison.Ordinal);
        Assert.Equal(hasChosenThresholds, card.Section("Results").Contains("chosen on validation", StringComparison.Ordinal));
        Assert.Equal(!isCalibrated, card.Section("How to load it").Contains("uncalibrated", StringComparison.Ordinal));
    }

    [Fact]
    public void A_seed_that_is_not_the_first_is_exported_by_its_number()
    {
        var runs = new[] { 1, 2 }.Select(seed => MadeUp.Run("lora", FineTuningMethod.Lora, 3, seed)).ToArray();
        var input = MadeUp.Input(3, runs);
        Assert.Contains("-p:Runs=lora -p:OutputPath=exported\n", CardDocument.Of(input, runs[0]).Body, StringComparison.Ordinal);
        Assert.Contains(
            "-p:Runs=lora -p:Set=seeds=2 -p:OutputPath=exported\n", CardDocument.Of(input, runs[1]).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoder_that_the_experiment_pretrained_is_looked_for_among_its_results()
    {
        var input = Pooled(FineTuningMethod.Lora, "mean");
        var section = CardDocument.Of(input with { Use = input.Use with { Origin = BackboneOrigin.TrainedFurther } })
            .Section("How to load it");
        Assert.DoesNotContain("backbone:", section, StringComparison.Ordinal);
        Assert.Contains("AutoModel.from_pretrained(\"artifacts/made-up/pretrain\")", section, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_that_a_run_started_from_is_not_named()
    {
        var input = Pooled(FineTuningMethod.Full, "mean");
        var recipe = input.Recipes["run"];
        var body = CardDocument.Of(input with
        {
            Recipes = new Dictionary<string, RunRecipe>
            {
                ["run"] = recipe with
                {
                    Shared = new Dictionary<string, string>(recipe.Shared) { ["initialize_from"] = "/elsewhere/earlier" },
                },
            },
        }).Body;
        Assert.DoesNotContain("elsewhere", body, StringComparison.Ordinal);
        Assert.Contains("The run started from the weights of an earlier run or adapter.", body, StringComparison.Ordinal);
    }

    private static ReportInput Pooled(FineTuningMethod method, string pooling)
    {
        var input = MadeUp.Input(3, MadeUp.Run("run", method, 3));
        var recipe = input.Recipes["run"];
        return input with
        {
            Recipes = new Dictionary<string, RunRecipe>
            {
                ["run"] = recipe with { Shared = new Dictionary<string, string>(recipe.Shared) { ["head.pooling"] = pooling } },
            },
        };
    }

    private static string Without(CardDocument card, string heading) =>
        card.Body.Replace(card.Section(heading), "", StringComparison.Ordinal);
}
