using Emotune.Model.Data;
using Emotune.Model.Stages;

namespace Emotune.Benchmarks;

/// <summary>Texts to word pieces, and the whole of Prepare.</summary>
internal static class DataCases
{
    public static Measurement Tokenize(BenchmarkSettings settings)
    {
        var source = settings.Source();
        string[] texts = [.. DatasetReader.Read(source, LabelSet.For(source), Split.Train).Select(r => r.Text)];
        // A tokenizer of its own each time: it may remember words.
        var pieces = settings.Tokenizer().EncodeAll(texts, BenchmarkSettings.MaxLength).Average(ids => ids.Length);
        return Measurement.Of(settings.Repeats, texts.Length, () => settings.Tokenizer().EncodeAll(texts, BenchmarkSettings.MaxLength))
            with
        { WordPiecesPerSample = pieces };
    }

    public static Measurement Prepare(BenchmarkSettings settings)
    {
        var folder = Directory.CreateTempSubdirectory("emotune-benchmark").FullName;
        try
        {
            var request = new PrepareStageRequest(
                settings.Source(), [], settings.Backbone, BenchmarkSettings.MaxLength, folder);
            return Measurement.Of(settings.Repeats, 1, () => PrepareStage.Run(request));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
