using System.Text.RegularExpressions;
using Emotune.Calibration;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Reporting.Cards;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Spec;

namespace Emotune.Pipeline.Results;

/// <summary>Takes from the experiment and its backbone what model cards say beside the results.</summary>
internal static partial class ModelUseReader
{
    public static ModelUse Read(ExperimentSession experiment)
    {
        var (spec, folder) = (experiment.Spec, Path.TrimEndingDirectorySeparator(experiment.Paths.Backbone));
        var origin = spec.Backbone.Pretrain is not { } pretrain ? BackboneOrigin.AsFound
            : pretrain.FromScratch ? BackboneOrigin.FromScratch
            : BackboneOrigin.TrainedFurther;
        var chosen = SpecParameters.For(spec, null, "calibration", "thresholds");
        var hubName = spec.Backbone.Hub ?? HubName(folder, HuggingFaceConfig.Load(folder, withWeights: false).NameOrPath);
        return new(Path.GetFileName(hubName ?? folder), hubName, origin, spec.Data.Clean, new Dictionary<string, string>(chosen))
        {
            IsCalibrated = spec.Calibration.Method != CalibrationMethod.None,
            HasChosenThresholds = spec.Thresholds.Strategy != ThresholdStrategy.Fixed,
        };
    }

    /// <summary>
    /// What an encoder is called on the hub of which the experiment does not say it. The hub's cache has the name in its folders.
    /// Elsewhere it is that of the folder, with the owner where the configuration names one. A configuration of another name tells what
    /// the encoder was made from, not what it is.
    /// </summary>
    /// <returns>Null where the folder's name cannot be one on the hub.</returns>
    internal static string? HubName(string folder, string? nameOrPath)
    {
        if (CacheFolder().Match(folder) is { Success: true } cached)
            return $"{cached.Groups["owner"].Value}/{cached.Groups["name"].Value}";
        var name = Path.GetFileName(folder);
        if (!HubNames.IsRepository(name))
            return null;
        return nameOrPath is not null && HubNames.IsRepository(nameOrPath)
            && Path.GetFileName(nameOrPath).Equals(name, StringComparison.OrdinalIgnoreCase) ? nameOrPath : name;
    }

    [GeneratedRegex("/models--(?<owner>[^/]+?)--(?<name>[^/]+)/snapshots/[0-9a-f]{40}$")]
    private static partial Regex CacheFolder();
}
