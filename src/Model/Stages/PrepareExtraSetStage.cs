using Emotune.Model.Data;
using Emotune.Model.Data.Formats;
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
    /// <param name="log">Told in one line what separates the fields of a table where no key says so.</param>
    public static PreparedExtraSet Run(PrepareExtraSetStageRequest request, Action<string>? log = null)
    {
        var tokenizer = TextTokenizer.Load(request.TokenizerFolder);
        var set = new PrepareRequest(request.Set, new TextCleaner(request.Clean), tokenizer.EncodeIds, request.MaxLength);
        var prepared = ExtraSetPreparer.Prepare(
            new ExtraSetRequest(request.Name, request.Experiment, set, request.Mapping), request.OutputFolder);
        if (Delimiters.Remark(request.Set) is { } remark)
            log?.Invoke(remark.ToString());
        return prepared;
    }
}
