using Emotune.Calibration;
using Emotune.Fuzz.Mutations;
using Emotune.Model;
using Emotune.Model.Stages;

namespace Emotune.Fuzz.Readers;

/// <summary>What Calibrate writes, read as a program reads it that labels texts.</summary>
internal static class CalibrationReaders
{
    private static readonly float[] Logits =
        [0, -0f, 1, -1, 20, -20, 1e-30f, 88, -88, 1000, -1000, float.MaxValue, float.MinValue, float.Epsilon, 3.5f];

    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        new("calibration.json", root => Seeds(root, StageLayout.Calibrate.Calibration, Enum.GetValues<CalibrationMethod>())),
        new("thresholds.json", root => Seeds(root, StageLayout.Calibrate.Thresholds, CalibrationMethod.Temperature)),
    ];

    private static IEnumerable<FuzzSeed> Seeds(string root, string file, params CalibrationMethod[] methods)
    {
        foreach (var method in methods)
        {
            var folder = Path.Combine(root, $"{method}");
            MadeUpRun.Write(folder, method);
            var calibrated = Path.Combine(folder, StageLayout.Calibrate.Folder);
            yield return new FuzzSeed(Path.Combine(calibrated, file), new JsonMutator(), () => Classify(calibrated));
        }
    }

    private static void Classify(string folder)
    {
        var decision = LabelDecision.Of(folder);
        decision.RequireLabels(MadeUpRun.Labels.Count);
        string[] texts = [.. Enumerable.Repeat("a", Logits.Length / MadeUpRun.Labels.Count)];
        foreach (var classified in decision.Classify(texts, Logits, MadeUpRun.Labels))
        {
            if (classified.Probabilities.Values.Any(p => p is not (>= 0 and <= 1)))
                throw new WrongResultException("A probability is not between 0 and 1.");
        }

        foreach (var label in decision.Calibration!.Labels)
        {
            if (!Logits.All(z => double.IsFinite(label.Map.Logit(z))))
                throw new WrongResultException($"A calibrated logit of {label.Map.GetType().Name} is not finite.");
            label.Map.Describe();
        }
    }
}
