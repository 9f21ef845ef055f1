using Emotune.Diagnostics;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>Whether the backbone can do what the experiment asks of it, as far as its <c>config.json</c> tells.</summary>
internal static class EncoderRules
{
    /// <summary>Null where the file is not that of an encoder: the stage that reads it whole tells what is wrong with it.</summary>
    public static EncoderConfig? ReadEncoder(string folder)
    {
        try
        {
            return HuggingFaceConfig.Load(folder).Encoder;
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    /// <summary>EXP4114 at the key of the length or, where that is a default, of the backbone: once, and not by each run.</summary>
    public static void Check(ExperimentTree tree, ModelPlaces places, EncoderConfig encoder, SpecProblems problems)
    {
        if (tree.Root.Block("data")?.Value("max_length") is long length && length > encoder.MaxSequenceLength)
            problems.Add(places.Place(Problems.MaxLengthBeyondPositions.Given(length, encoder.MaxSequenceLength), run: null));
    }
}
