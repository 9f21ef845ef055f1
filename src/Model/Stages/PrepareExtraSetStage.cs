using Emotune.Model.Data;
using Emotune.Texts;
using Emotune.Tokenization;

namespace Emotune.Model.Stages;

/// <param name="Name">As the experiment calls the set.</param>
/// <param name="Experiment">The experiment's own data, for its labels.</param>
/// <param name="Set">The set as all its splits.</param>
/// <param name="TokenizerFolder">In Hugging Face layout.</param>
/// <param name="MaxLength">Word pieces a comment keeps, special ones included.</param>
internal sealed record PrepareExtraSetStageRequest(
    string Name, DatasetSource Experiment, DatasetSource Set, LabelMapping Mapping, IReadOnlyCollection<CleaningStep> Clean,
    string TokenizerFolder, int MaxLength, string OutputFolder);

/// <summary>Another labelled data set to what all runs read; see <see cref="ExtraSetPreparer"/>.</summary>
internal static class PrepareExtraSetStage
{
    public static PreparedExtraSet Run(PrepareExtraSetStageRequest request)
    {
        var tokenizer = TextTokenizer.Load(request.TokenizerFolder);
        var set = new PrepareRequest(request.Set, new TextCleaner(request.Clean), tokenizer.EncodeIds, request.MaxLength);
        return ExtraSetPreparer.Prepare(new ExtraSetRequest(request.Name, request.Experiment, set, request.Mapping), request.OutputFolder);
    }
}
