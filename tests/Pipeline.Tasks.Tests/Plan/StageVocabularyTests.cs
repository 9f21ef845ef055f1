using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Tests.Spec;

namespace Emotune.Pipeline.Tests.Plan;

/// <summary>What stages, folders and files are called stands once.</summary>
public sealed partial class StageVocabularyTests : SpecTests
{
    // The rooms that write a file own its name; the layouts take it over.
    private static readonly string[] Owners =
    [
        "StageLayout.cs", "Preparer.cs", "ExtraSetPreparer.cs", "Split.cs", "HuggingFaceConfig.cs", "WeightFolder.cs", "AdapterConfig.cs",
        "StoredClassifier.cs", "TokenizerFolder.cs",
    ];

    // Words that are no folder's: keys of the experiment file, a kind of agreement, a section of the page, the names of curves.
    private static readonly (string File, string Word)[] Others =
    [
        ("ShownValues.cs", "data"), ("ShownValues.cs", "report"), ("StagePlan.cs", "report"), ("StagePlan.cs", "runs"),
        ("ComparePlan.cs", "runs"), ("Setting.cs", "runs"), ("ComparisonTables.cs", "runs"), ("DataSection.cs", "data"),
        ("TrainingEvents.cs", "train"),
    ];

    [Fact]
    public void Every_stage_has_one_definition_and_they_stand_in_order() =>
        Assert.Equal(Enum.GetValues<StageKind>(), StageLayout.All.Select(d => d.Kind));

    [Fact]
    public void No_two_stages_share_a_folder() =>
        Assert.Equal(
            StageLayout.All.Count,
            StageLayout.All.Select(d => d.Folder).Concat([StageLayout.Runs, StageLayout.ExtraSets]).Distinct().Count() - 2);

    [Fact]
    public void No_stage_lists_a_file_twice() => Assert.All(
        StageLayout.All,
        d =>
        {
            Assert.Equal(d.Files.Distinct(), d.Files);
            Assert.Equal(d.ExtraSetFiles.Distinct(), d.ExtraSetFiles);
        });

    [Fact]
    public void A_plan_is_as_the_definitions_say()
    {
        var plan = StagePlan.For(
            Fixture.Spec(SpecFixture.Valid
                + "evaluation:\n  extra_sets:\n    tickets: {file: test.tsv, map: {happy: joy}}\ncomparison: {search: loss}\n"),
            new([], [], [], new Dictionary<string, IReadOnlyList<NamedFile>>()));
        Assert.All(plan.Stages, s => Assert.Equal(StageLayout.Of(s.Kind).IsPerRun, s.Run is not null));
        var written = plan.Stages.ToDictionary(
            s => s.Folder,
            s => s.ExtraSet is null ? StageLayout.Of(s.Kind).Files : StageLayout.Of(s.Kind).ExtraSetFiles);
        Assert.All(
            plan.Stages.SelectMany(s => s.Inputs).Where(i => i.Producer is not null),
            i => Assert.Contains(Path.GetFileName(i.Path), written[i.Producer!].Append(StageLayout.Manifest)));
    }

    [Fact]
    public void No_name_of_a_folder_or_file_stands_elsewhere()
    {
        var names = Constants(typeof(StageLayout)).Concat(Constants(typeof(ModelLayout))).Concat(ModelLayout.Tokenizer)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("train", names);
        Assert.Contains("tokenizer.json", names);
        // The keys of the experiment file are a vocabulary of their own.
        var found =
            from file in Repository.Sources("").Where(f => !f.Contains("/Pipeline.Tasks/Spec/", StringComparison.Ordinal))
            let source = Path.GetFileName(file)
            where !Owners.Contains(source)
            from line in File.ReadLines(file).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal))
            from literal in Literal().Matches(line).Select(m => m.Groups[1].Value)
            from word in literal.Split('/').Where(names.Contains)
            where !Others.Contains((source, word))
            select $"{source}: {literal}";
        Assert.Empty(found);
    }

    [Fact]
    public void The_build_has_the_same_stages_in_the_same_order()
    {
        var stages = Enum.GetNames<StageKind>();
        var imported = Build("Experiments").Descendants("Import")
            .Select(i => Path.GetFileNameWithoutExtension(i.Attribute("Project")!.Value));
        Assert.Equal(stages, imported.Where(stages.Contains));
        Assert.All(
            stages,
            s =>
            {
                Assert.Equal(s, Build(s).Descendants("_Stage").Single().Attribute("Include")!.Value);
                Assert.Equal([s, $"_Find{s}", $"_Run{s}"], Build(s).Descendants("Target").Select(t => t.Attribute("Name")!.Value));
            });
    }

    private static XDocument Build(string name) => XDocument.Load(Path.Combine(Repository.Root, "build", name + ".targets"));

    private static IEnumerable<string> Constants(Type type) => type.GetNestedTypes().SelectMany(Constants)
        .Concat(
            type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral)
                .Select(f => (string)f.GetRawConstantValue()!));

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literal();
}
