using Emotune.Diagnostics;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tests.Spec;

public class PathResolverTests : SpecTests
{
    [Fact]
    public void Files_are_found_beside_the_experiment()
    {
        var paths = Fixture.Read(SpecFixture.Valid).Paths!;
        Assert.Equal(Path.Combine(Fixture.Folder, "train.tsv"), paths.Train);
        Assert.Equal(Path.Combine(Fixture.Folder, "dev.tsv"), paths.Validation);
        Assert.Equal(Path.Combine(Fixture.Folder, "test.tsv"), paths.Test);
        Assert.Equal(Path.Combine(Fixture.Folder, "labels.txt"), paths.Labels);
        Assert.Equal(Path.Combine(Fixture.Folder, "encoder"), paths.Backbone);
        Assert.Empty(paths.InitializeFrom);
    }

    [Fact]
    public void Roots_go_before_the_experiments_own_folder()
    {
        var datasets = Directory.CreateDirectory(Path.Combine(Fixture.Folder, "datasets")).FullName;
        var models = Directory.CreateDirectory(Path.Combine(Fixture.Folder, "models", "encoder")).Parent!.FullName;
        File.WriteAllText(Path.Combine(datasets, "train.tsv"), "");
        File.WriteAllText(Fixture.FilePath, SpecFixture.Valid);
        var paths = ExperimentSpecReader.Read(Fixture.FilePath, [], null, new PathRoots(datasets, models)).Paths!;
        Assert.Equal(Path.Combine(datasets, "train.tsv"), paths.Train);
        Assert.Equal(Path.Combine(Fixture.Folder, "dev.tsv"), paths.Validation);
        Assert.Equal(Path.Combine(models, "encoder"), paths.Backbone);
    }

    [Fact]
    public void Every_missing_file_is_named_at_its_key_with_the_places_looked_in()
    {
        var datasets = Path.Combine(Fixture.Folder, "datasets");
        File.WriteAllText(Fixture.FilePath, SpecFixture.Valid.Replace("dev.tsv", "dev.txt", StringComparison.Ordinal)
            .Replace("path: encoder", "path: bert", StringComparison.Ordinal)
            .Replace("learning_rate: 1.0e-3,", "learning_rate: 1.0e-3, initialize_from: earlier,", StringComparison.Ordinal));
        var reading = ExperimentSpecReader.Read(Fixture.FilePath, [], null, new PathRoots(datasets, null));
        Assert.Equal(["EXP1007(5,3)", "EXP1007(8,12)", "EXP1007(11,47)"], reading.Problems.Select(SpecFixture.Code));
        Assert.Equal(
            $"'data.validation' names 'dev.txt', but there is no such file. Looked for: '{datasets}/dev.txt' and "
                + $"'{Fixture.Folder}/dev.txt'.", reading.Problems[0].Message);
        Assert.Equal(
            $"'runs.lora.initialize_from' names 'earlier', but there is no such folder. Looked for: '{Fixture.Folder}/earlier'.",
            reading.Problems[2].Message);
        Assert.Null(reading.Paths);
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_told_apart()
    {
        var message = Fixture.Single(SpecFixture.Valid.Replace("path: encoder", "path: train.tsv", StringComparison.Ordinal)).Message;
        Assert.EndsWith(" (a file is there instead).", message, StringComparison.Ordinal);
        message = Fixture.Single(SpecFixture.Valid.Replace("train: train.tsv", "train: encoder", StringComparison.Ordinal)).Message;
        Assert.EndsWith(" (a folder is there instead).", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_starts_from_a_folder_found_by_its_name()
    {
        var yaml = SpecFixture.Valid.Replace(
            "learning_rate: 1.0e-3,", "learning_rate: 1.0e-3, initialize_from: encoder,", StringComparison.Ordinal);
        var reading = Fixture.Read(yaml, "matrix={lora: {over: {lora.rank: [1, 2]}}}");
        var place = Path.Combine(Fixture.Folder, "encoder");
        Assert.Equal([new("lora-r1", place), new("lora-r2", place)], reading.Paths!.InitializeFrom);
        Assert.All(reading.Paths.InitializeFromAt.Values, at => Assert.Contains("initialize_from", Line(at!), StringComparison.Ordinal));
        Assert.Equal(["lora-r1", "lora-r2"], reading.Paths.InitializeFromAt.Keys);

        static string Line(SourceLocation at) => File.ReadAllLines(at.File)[at.Line - 1][(at.Column - 1)..];
    }

    [Fact]
    public void An_absolute_path_is_an_error()
    {
        var problem = Fixture.Single(SpecFixture.Valid.Replace("train.tsv", "/data/train.tsv", StringComparison.Ordinal));
        Assert.Equal("EXP1023(4,3)", SpecFixture.Code(problem));
    }

    [Fact]
    public void No_files_are_looked_for_without_roots()
    {
        File.WriteAllText(Fixture.FilePath, SpecFixture.Valid.Replace("encoder", "absent", StringComparison.Ordinal));
        var reading = ExperimentSpecReader.Read(Fixture.FilePath, [], null);
        Assert.NotNull(reading.Spec);
        Assert.Null(reading.Paths);
    }
}
