using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Reporting;
using Emotune.Pipeline.Results;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>The pages and tables that people read: once when the figures stand, and again when the explanations are in.</summary>
public sealed class WriteReport : StageTask
{
    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        var scope = work.Node.IsFiguresAlone ? ResultScope.Figures : ResultScope.All;
        ReportWriter.Write(ArtifactReader.Read(experiment, scope), work.Folder(StageKind.Plot), work.OutputFolder);
        return new StageYield();
    }

    private protected override void Finished(ExperimentSession experiment, StageNode node)
    {
        if (!node.IsFiguresAlone)
            return;
        foreach (var line in ReportAnnouncement.Lines(experiment, " has all figures. The explanations follow."))
            Say(line);
    }
}
