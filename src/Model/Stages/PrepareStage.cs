using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Data;
using Emotune.Texts;
using Emotune.Tokenization;

namespace Emotune.Model.Stages;

/// <param name="TokenizerFolder">In Hugging Face layout.</param>
/// <param name="MaxLength">Word pieces a comment keeps, special ones included.</param>
internal sealed record PrepareStageRequest(
    DatasetSource Source, IReadOnlyCollection<CleaningStep> Clean, string TokenizerFolder, int MaxLength, string OutputFolder);

/// <summary>Raw splits to what all runs read; see <see cref="Preparer"/>.</summary>
internal static class PrepareStage
{
    /// <param name="log">Told in one line where the tokenizer's files are not of one mind.</param>
    public static DatasetStatistics Run(PrepareStageRequest request, Action<string>? log = null)
    {
        StartFolders.RejectAdapterAlone(request.TokenizerFolder);
        var tokenizer = TextTokenizer.Load(request.TokenizerFolder);
        if (tokenizer.Notice is { } notice)
            log?.Invoke(notice);
        return Preparer.Prepare(
            new PrepareRequest(request.Source, new TextCleaner(request.Clean), tokenizer.EncodeIds, request.MaxLength),
            request.OutputFolder);
    }
}
