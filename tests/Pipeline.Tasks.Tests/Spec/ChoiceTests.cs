using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary>Every word that a key can be given arrives at the model as itself.</summary>
public sealed class ChoiceTests : SpecTests
{
    private static readonly ExperimentPaths Paths = new("train", "validation", "test", null, "encoder", new Dictionary<string, string>());

    private static readonly ExtraSetPlace Place = new("file", null, null, new Dictionary<string, Diagnostics.SourceLocation?>());

    // What the stages are given, by the key that decides it.
    private static readonly Dictionary<string, Func<ExperimentSpec, Enum?>> Given = new(StringComparer.Ordinal)
    {
        ["data.format"] = spec => spec.Data.ToSource(Paths).Format,
        ["data.clean"] = spec => spec.Data.Clean.Single(),
        ["data.columns.label_values"] = spec => spec.Data.ToSource(Paths).LabelValues,
        ["backbone.pretrain.precision"] = spec => spec.Backbone.Pretrain!.ToOptions().Precision,
        ["head.pooling"] = spec => spec.Runs[0].Head.Pooling,
        ["training.schedule"] = spec => spec.Runs[0].ToOptions(1).Schedule,
        ["training.loss.function"] = spec => spec.Runs[0].ToOptions(1).Loss.Kind,
        ["training.early_stopping"] = spec => spec.Runs[0].ToOptions(1).EarlyStopping?.Metric,
        ["training.early_stopping.metric"] = spec => spec.Runs[0].ToOptions(1).EarlyStopping!.Metric,
        ["training.precision"] = spec => spec.Runs[0].ToOptions(1).Precision,
        ["prediction.precision"] = spec => spec.Prediction.ToInference(1).Precision,
        ["runs.lora.method"] = spec => spec.Runs[1].Method,
        ["runs.lora.lora.bias"] = spec => spec.Runs[1].Lora!.ToConfig().Bias,
        ["calibration.method"] = spec => spec.Calibration.ToOptions().Method,
        ["calibration.scope"] = spec => spec.Calibration.ToOptions().Scope,
        ["thresholds.strategy"] = spec => spec.Thresholds.ToOptions().Strategy,
        ["thresholds.objective"] = spec => spec.Thresholds.ToOptions().Objective,
        ["evaluation.bootstrap.interval"] = spec => spec.Evaluation.ToOptions().Bootstrap.Interval,
        ["evaluation.extra_sets.lora.format"] = spec => spec.Evaluation.ExtraSets!.Single().ToSource(Place).Format,
        ["evaluation.extra_sets.lora.columns.label_values"] = spec => spec.Evaluation.ExtraSets!.Single().ToSource(Place).LabelValues,
        ["explanation.method"] = spec => spec.Explanation.ToOptions(8, 8).Method,
        ["explanation.players"] = spec => spec.Explanation.ToOptions(8, 8).Players,
        ["comparison.search"] = spec => spec.Comparison.ToOptions(spec.Evaluation).Search,
    };

    // What a key hangs on beside its own siblings.
    private static readonly (string Below, string Set)[] Needed =
    [
        ("data.columns.", "data.format=csv"),
        ("backbone.pretrain.", "backbone.pretrain={}"),
        ("evaluation.extra_sets.", "evaluation.extra_sets={lora: {file: test.tsv}}"),
        ("evaluation.extra_sets.lora.columns.", "evaluation.extra_sets.lora.format=csv"),
    ];

    public static TheoryData<string, string> Words
    {
        get
        {
            var words = new TheoryData<string, string>();
            foreach (var (path, word) in Keys.SelectMany(k => WordsOf(k.Key.Type).Select(word => (k.Path, word))))
                words.Add(path, word);
            return words;
        }
    }

    private static (string Path, SchemaKey Key)[] Keys => [.. Choices("", SpecSchema.Root)];

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_arrives_at_the_model_as_itself(string path, string word)
    {
        var key = Keys.Single(k => k.Path == path).Key;
        string[] needed = [
            .. Needed.Where(n => path.StartsWith(n.Below, StringComparison.Ordinal)).Select(n => n.Set),
            .. key.OnlyWith is { } only ? [$"{path[..(path.LastIndexOf('.') + 1)]}{only.Key}={only.Values[0]}"] : Array.Empty<string>()];
        var written = key.Type is ListType ? $"[{word}]" : word;

        var given = Given[path](Fixture.Spec(SpecFixture.Valid, [.. needed, $"{path}={written}"]));

        Assert.Equal(word, given is null ? ChoiceType.None : ChoiceType.Spell(given));
    }

    [Fact]
    public void Every_choice_is_given_to_the_model() =>
        Assert.Equal(Given.Keys.Order(StringComparer.Ordinal), Keys.Select(k => k.Path).Order(StringComparer.Ordinal));

    private static string[] WordsOf(SchemaType type) => type switch
    {
        ChoiceType choice => [.. choice.Values],
        ListType list => WordsOf(list.Item),
        EitherType either => WordsOf(either.First),
        _ => [],
    };

    // A run and an extra set are both named lora; what runs may change, and what a matrix varies, are keys that are there already.
    private static IEnumerable<(string Path, SchemaKey Key)> Choices(string prefix, BlockType block) => block.Keys.SelectMany(key =>
    {
        var path = prefix + key.Name;
        IEnumerable<(string Path, SchemaKey Key)> own = WordsOf(key.Type).Length > 0 ? [(path, key)] : [];
        return key.Type switch
        {
            MapType { Value: BlockType { Name: "matrix_of_run" } } or BlockType { Name: "head_changes" or "training_changes" } => own,
            MapType { Value: BlockType inner } => Choices($"{path}.lora.", inner),
            BlockType inner => Choices($"{path}.", inner),
            EitherType { Second: BlockType inner } => own.Concat(Choices($"{path}.", inner)),
            _ => own,
        };
    });
}
