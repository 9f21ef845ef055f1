using System.Reflection;
using System.Text.Json;
using Emotune.Metrics;
using Emotune.Model.Training;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Spec.Resolution;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Tests.Spec;

public class SpecSchemaTests : SpecTests
{
    // Beside what every experiment has: the blocks and choices that keys hang on.
    private const string Everything = """
        head: {dropout: 0.25}
        thresholds: {strategy: fixed}
        data_card: {source: a, licence: a, intended_use: a, limits: a, citation: a}
        report: {title: a}
        """;

    [Fact]
    public void The_schema_in_the_repository_is_that_of_the_table()
    {
        var path = Path.Combine(SpecFixture.RepositoryRoot, "experiments", "experiment.schema.json");
        if (Environment.GetEnvironmentVariable("EMOTUNE_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, JsonSchemaWriter.Write());
        Assert.Equal(JsonSchemaWriter.Write(), File.ReadAllText(path));
    }

    [Fact]
    public void Every_key_of_the_schema_has_a_description_and_every_number_a_range()
    {
        using var schema = JsonDocument.Parse(JsonSchemaWriter.Write());
        var keys = 0;
        void Visit(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
                element.EnumerateArray().ToList().ForEach(Visit);
            if (element.ValueKind != JsonValueKind.Object)
                return;
            if (element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                && type.GetString() is "integer" or "number")
            {
                Assert.True(
                    element.EnumerateObject().Count(p => p.Name is "minimum" or "exclusiveMinimum" or "maximum" or "exclusiveMaximum") == 2,
                    element.ToString());
            }

            if (element.TryGetProperty("properties", out var properties))
            {
                foreach (var property in properties.EnumerateObject())
                {
                    keys++;
                    Assert.True(
                        property.Value.TryGetProperty("description", out var text) && text.GetString() is { Length: > 5 }, property.Name);
                }
            }

            foreach (var property in element.EnumerateObject())
                Visit(property.Value);
        }

        Visit(schema.RootElement);
        Assert.True(keys > 80);
    }

    [Fact]
    public void Records_read_exactly_the_keys_that_are_declared()
    {
        (Type Record, BlockType Block)[] pairs =
        [
            (typeof(ExperimentSpec), SpecSchema.Resolved), (typeof(RunSpec), SpecSchema.ResolvedRun),
            .. Blocks(typeof(ExperimentSpec), SpecSchema.Resolved), .. Blocks(typeof(RunSpec), SpecSchema.ResolvedRun),
        ];
        Assert.True(pairs.Length > 15);
        foreach ((var record, var block) in pairs)
        {
            Assert.Equal(
                block.Keys.Select(k => k.Name).Order(StringComparer.Ordinal), SpecBinder.KeysOf(record).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_key_that_may_be_absent_is_a_parameter_that_may_be_null()
    {
        var nullability = new NullabilityInfoContext();
        foreach ((var record, var block) in Blocks(typeof(ExperimentSpec), SpecSchema.Resolved)
            .Concat(Blocks(typeof(RunSpec), SpecSchema.ResolvedRun)))
        {
            foreach (var key in block.Keys.Where(k => k.Name != "title"))
            {
                var property = record.GetProperties().Single(p => SpecBinder.KeyOf(p.Name) == key.Name);
                var mayBeAbsent = key.OnlyWith is not null || key.Without is not null || key.IsOptional
                    || (key is { IsRequired: true, NotRequiredBeside: not null })
                    || (!key.IsRequired && key.Default is null && key.Type is not BlockType);
                var mayBeNull = nullability.Create(property).ReadState == NullabilityState.Nullable;
                // These two have a word for it: none.
                Assert.True(mayBeAbsent == mayBeNull || key.Name is "early_stopping" or "search", $"{record.Name}.{property.Name}");
            }
        }
    }

    [Fact]
    public void Every_declared_key_reaches_the_parameters_that_stages_hash()
    {
        (string Path, SchemaKey Key)[] keys = [
            .. Leaves("", SpecSchema.Resolved), .. Leaves("runs.lora.", SpecSchema.ResolvedRun),
            .. Leaves("", new BlockType("", [.. SpecSchema.Root.Keys.Where(k => k.Name is "head" or "training")]))];
        // Of what is fetched or recognised, stages hash the files themselves.
        foreach ((var path, var key) in keys.Where(k => k.Key.Name is not ("hub" or "revision" or "url" or "sha256")))
        {
            var yaml = path.StartsWith("data.columns", StringComparison.Ordinal)
                ? SpecFixture.ValidCsv.Replace("backbone:", "  labels: labels.txt\nbackbone:", StringComparison.Ordinal)
                : SpecFixture.Valid;
            string[] needed = path.StartsWith("backbone.pretrain", StringComparison.Ordinal)
                ? ["backbone.pretrain={}"]
                : key.OnlyWith is { } only ? [$"{path[..(path.LastIndexOf('.') + 1)]}{only.Key}={only.Values[0]}"] : [];
            var before = Read(yaml + Everything, needed);
            Assert.NotNull(before);
            var others = Others(key.Type).Where(o => Read(yaml + Everything, [.. needed, $"{path}={o}"]) is { } after && after != before);
            Assert.True(others.Any(), $"No other value of {path} changes what was read.");
        }

        string? Read(string yaml, string[] sets)
        {
            File.WriteAllText(Fixture.FilePath, yaml);
            return ExperimentSpecReader.Read(Fixture.FilePath, sets, null).Spec is { } spec ? Flat(spec) : null;
        }
    }

    /// <summary>The values themselves stand in the golden file of a resolved experiment.</summary>
    [Fact]
    public void Every_default_is_valid_and_read()
    {
        var training = Fixture.Spec(SpecFixture.Valid).Runs[0].Training;
        Assert.Equal(
            new TrainingOptions { EarlyStopping = new EarlyStopping(ValidationMetric.MacroAveragePrecision, 2) }, training.ToOptions());
        Assert.Equal(300, training.CheckpointSeconds);
    }

    [Fact]
    public void The_table_for_people_has_every_key_once()
    {
        var rows = KeyTable.Write().Split('\n');
        Assert.Contains(
            rows, r => r.StartsWith("| `runs.*.lora.rank` | an integer from 1 to 4096 | `8` | The rank r ", StringComparison.Ordinal));
        Assert.Equal(rows.Length, rows.Distinct().Count());
    }

    private static IEnumerable<(Type Record, BlockType Block)> Blocks(Type record, BlockType block)
    {
        foreach (var key in block.Keys)
        {
            var inner = key.Type as BlockType ?? (key.Type as EitherType)?.Second as BlockType;
            if (inner is null)
                continue;
            var type = record.GetProperties().Single(p => SpecBinder.KeyOf(p.Name) == key.Name).PropertyType;
            yield return (type, inner);
            foreach (var deeper in Blocks(type, inner))
                yield return deeper;
        }
    }

    private static IEnumerable<(string Path, SchemaKey Key)> Leaves(string prefix, BlockType block) =>
        block.Keys.SelectMany(key => key.Type switch
    {
        BlockType inner => Leaves($"{prefix}{key.Name}.", inner),
        EitherType { Second: BlockType inner } => Leaves($"{prefix}{key.Name}.", inner).Append((prefix + key.Name, key)),
        MapType { Value: BlockType } => [],
        _ => new[] { (prefix + key.Name, key) },
    });

    /// <summary>Some values that the type takes; at least one is not what stands there.</summary>
    private static IEnumerable<string> Others(SchemaType type) => type switch
    {
        IntegerType integer =>
            [FormattableString.Invariant($"{integer.Range.Minimum}"), FormattableString.Invariant($"{integer.Range.Minimum + 1}"), "4097"],
        NumberType => ["0.125", "0.75", "2.5"],
        FlagType => ["true", "false"],
        ChoiceType choice => choice.Values,
        EitherType either => Others(either.First),
        ListType list => Others(list.Item).Select(item => $"[{item}]"),
        MapType map => Others(map.Value).Select(item => $"{{x: {item}}}"),
        DelimiterType => [";"],
        _ => ["another"],
    };

    private static string Flat(ExperimentSpec spec) =>
        string.Join('\n', spec.Runs.Select(run => run.Name + "\n" + string.Join('\n', SpecParameters.For(spec, run,
        [.. SpecSchema.Resolved.Keys.Concat(SpecSchema.ResolvedRun.Keys).Select(k => k.Name)]))));
}
