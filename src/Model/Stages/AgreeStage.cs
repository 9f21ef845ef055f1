using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Comparison;
using Emotune.Model.Data;
using Emotune.Model.Explanation;
using Emotune.Model.Resampling;

namespace Emotune.Model.Stages;

/// <param name="Runs">Those that have a result, in the order of the experiment.</param>
internal sealed record AgreeRequest(
    string PreparedFolder, string CompareFolder, IReadOnlyList<FinishedRun> Runs, BootstrapOptions Bootstrap, string OutputFolder);

/// <summary>
/// All runs' explanations to <c>agreement.json</c> and <c>.csv</c>, <c>faithfulness.json</c> and <c>label_words.csv</c>: which words runs
/// look at, whether these are the same ones, and whether they matter.
/// </summary>
internal static class AgreeStage
{
    /// <exception cref="DiagnosticException">EXP3025, EXP4030: files that are not what the stages before wrote.</exception>
    public static void Run(AgreeRequest request)
    {
        var labels = PreparedReader.ReadLabels(request.PreparedFolder);
        var search = Json.Read<ComparisonReport>(Path.Combine(request.CompareFolder, StageLayout.Compare.Comparison)).Search;
        ExplainedRun[] runs = [.. request.Runs.Select(Read)];
        var agreement = Agreements.Of(runs, ContrastPairs.Of(runs, search), request.Bootstrap);
        string Output(string file) => Path.Combine(request.OutputFolder, file);
        Json.Write(Output(StageLayout.Agree.Agreement), agreement.Report);
        ComparisonTables.WriteAgreement(Output(StageLayout.Agree.AgreementTable), agreement.Comments);
        Json.Write(Output(StageLayout.Agree.Faithfulness), runs.Select(r => FaithfulnessSummary.Of(r, request.Bootstrap)));
        ComparisonTables.WriteWords(Output(StageLayout.Agree.LabelWords), LabelWords.Of(runs, labels));
    }

    private static ExplainedRun Read(FinishedRun run) =>
        new(run.Name, run.Method, [.. run.Seeds.Select(s => new ExplainedSeed(s.Seed, Attributions(s.Folder)))]);

    private static IReadOnlyList<CommentAttribution> Attributions(string seedFolder) =>
        Json.Read<IReadOnlyList<CommentAttribution>>(
            Path.Combine(seedFolder, StageLayout.Explain.Folder, StageLayout.Explain.Attributions));
}
