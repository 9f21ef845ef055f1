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
}
