using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Tests.Spec;

namespace Emotune.Pipeline.Tests.Plan;

public sealed class ReportPlanTests : SpecTests
{
    /// <summary>Model cards name it, also where the runs start from what Pretrain made of it.</summary>
    [Theory]
    [InlineData("{path: encoder}")]
    [InlineData("{path: encoder, pretrain: {from_scratch: false}}")]
    public void The_report_reads_the_backbones_configuration_and_none_of_its_weights(string backbone)
    {
        foreach (var file in (string[])["config.json", "vocab.txt", "model.safetensors"])
            File.WriteAllText(Path.Combine(Fixture.Folder, "encoder", file), "{}");
        var yaml = SpecFixture.Valid.Replace("{path: encoder}", backbone, StringComparison.Ordinal);
        var plan = StagePlan.For(Fixture.Spec(yaml), ExperimentFiles.Find(Fixture.Read(yaml).Paths!));
        foreach (var report in plan.Of(StageKind.Report).Append(plan.FiguresReport))
            Assert.Equal(["backbone/config.json"], report.Inputs.Where(i => i.Producer is null).Select(i => i.Name));
    }

    [Fact]
    public void The_report_reads_what_was_exported_and_depends_on_what_has_become_of_it()
    {
        var files = ExperimentFiles.Find(Fixture.Read(SpecFixture.Valid).Paths!);
        var spec = Fixture.Spec(SpecFixture.Valid);
        var without = StagePlan.For(spec, files);
        var run = without.RunFolders.First();
        var there = StagePlan.For(spec, files with { LostExports = Lost(run) });
        var gone = StagePlan.For(spec, files with { LostExports = Lost(run, "../../exported") });
        foreach (var title in new[] { "Report", "Report without explanations" })
        {
            var (before, after) = (without.Titled(title), there.Titled(title));
            Assert.Equal([$"{run}/export/exports.json"], after.Inputs.Except(before.Inputs).Select(i => i.Name));
            Assert.Equal(before.Parameters, after.Parameters);
            Assert.Equal("../../exported", gone.Titled(title).Parameters[$"not_linked.{run}"]);
        }

        // Nothing else is made anew.
        Assert.Equal(Others(without), Others(there));
    }

    private static IEnumerable<string> Others(StagePlan plan) => plan.Stages.Where(s => s.Kind != StageKind.Report)
        .SelectMany(s => s.Inputs.Select(i => $"{s.Title} reads {i.Name}"));

    private static Dictionary<string, IReadOnlyList<string>> Lost(string run, params string[] folders) => new() { [run] = folders };
}
