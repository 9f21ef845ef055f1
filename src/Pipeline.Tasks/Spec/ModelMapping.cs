using Emotune.Model.Data;
using Emotune.Model.Evaluation;
using Emotune.Model.Lora;
using Emotune.Model.Losses;
using Emotune.Model.Metrics;
using Emotune.Model.Optimization;
using Emotune.Model.Resampling;
using Emotune.Model.Stages;
using Emotune.Model.Training;
using Emotune.Pipeline.Spec.Experiment;
using Calibration = Emotune.Model.Calibration;
using Explanation = Emotune.Model.Explanation;
using Network = Emotune.Model.Network;

namespace Emotune.Pipeline.Spec;

/// <summary>The one place where the experiment file's terms become the model's.</summary>
public static class ModelMapping
{
    public static DatasetSource ToSource(this DataSpec data, ExperimentPaths paths) =>
        Source(data.Format, data.Columns, (paths.Train, paths.Validation, paths.Test), paths.Labels) with
        {
            Limits = new(data.Limit.Train, data.Limit.Validation, data.Limit.Test),
        };

    /// <summary>The one file as all splits.</summary>
    public static DatasetSource ToSource(this ExtraSetSpec set, ExtraSetPlace place) =>
        Source(set.Format, set.Columns, (place.File, place.File, place.File), place.Labels);

    public static LabelMapping ToMapping(this ExtraSetSpec set, ExtraSetPlace place) => new(
        $"evaluation.extra_sets.{set.Name}.map",
            [.. set.Map.Select(m => new MapEntry(m.Key, m.Value, place.MapEntries.GetValueOrDefault(m.Key)))], place.Map);

    private static DatasetSource Source(
        DataFormat format, ColumnsSpec? columns, (string Train, string Validation, string Test) files, string? labels) => new()
    {
        Format = format switch
        {
            DataFormat.TsvLabelIds => DatasetFormat.TsvLabelIds,
            DataFormat.Csv => DatasetFormat.Csv,
            DataFormat.Jsonl => DatasetFormat.JsonLines,
            DataFormat.Parquet => DatasetFormat.Parquet,
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        },
        Train = files.Train,
        Validation = files.Validation,
        Test = files.Test,
        Labels = labels,
        TextColumn = columns?.Text ?? "text",
        LabelColumn = columns?.Label,
        LabelColumns = columns?.LabelIndicators,
        LabelValues = columns?.LabelValues == Experiment.LabelValues.Ids ? Model.Data.LabelValues.Ids : Model.Data.LabelValues.Names,
        LabelSeparator = columns?.LabelSeparator ?? ",",
    };

    public static EvaluationOptions ToOptions(this EvaluationSpec evaluation) => new(
        evaluation.Bins,
        new BootstrapOptions(evaluation.Bootstrap.Resamples, evaluation.Bootstrap.Confidence, evaluation.Bootstrap.Seed)
        {
            Interval = evaluation.Bootstrap.Interval == IntervalMethod.Bca ? BootstrapInterval.Bca : BootstrapInterval.Percentile,
        })
    {
        MinPositives = evaluation.MinPositives,
    };

    public static CleaningSteps ToSteps(this IEnumerable<CleaningStep> steps) =>
        steps.Aggregate(CleaningSteps.None, (all, step) => all | step switch
    {
        CleaningStep.Urls => CleaningSteps.Urls,
        CleaningStep.Usernames => CleaningSteps.UserNames,
        CleaningStep.Whitespace => CleaningSteps.WhiteSpace,
        _ => throw new ArgumentOutOfRangeException(nameof(steps)),
    });

    public static FineTuningMethod ToModel(this RunMethod method) =>
        method == RunMethod.Lora ? FineTuningMethod.Lora : FineTuningMethod.Full;

    public static Network.HeadPooling ToModel(this HeadPooling pooling) =>
        pooling == HeadPooling.Mean ? Network.HeadPooling.Mean : Network.HeadPooling.FirstToken;

    public static TrainingOptions ToOptions(this RunSpec run, int seed) => new()
    {
        Epochs = run.Training.Epochs,
        BatchSize = run.Training.BatchSize,
        AccumulationSteps = run.Training.AccumulationSteps,
        LearningRate = run.LearningRate,
        WeightDecay = run.Training.WeightDecay,
        WarmupRatio = run.Training.WarmupRatio,
        Schedule = run.Training.Schedule switch
        {
            RateSchedule.Linear => ScheduleKind.Linear,
            RateSchedule.Cosine => ScheduleKind.Cosine,
            RateSchedule.Constant => ScheduleKind.Constant,
            _ => throw new ArgumentOutOfRangeException(nameof(run)),
        },
        Loss = run.Training.Loss.ToOptions(),
        LayerDecay = run.Training.LayerDecay,
        EmaDecay = run.Training.EmaDecay,
        MaxGradientNorm = run.Training.MaxGradientNorm > 0 ? run.Training.MaxGradientNorm : null,
        EarlyStopping = run.Training.EarlyStopping is { } stopping ? new(stopping.Metric.Name(), stopping.Patience) : null,
        HeadLearningRateMultiplier = run.Head.LearningRateMultiplier,
        LoraPlusRatio = run.Lora?.LoraplusLrRatio,
        GroupByLength = run.Training.GroupByLength,
        Precision = run.Training.Precision.ToTrainingPrecision(),
        Threads = run.Training.Threads,
        Seed = (ulong)seed,
    };

    public static TrainingOptions ToOptions(this PretrainSpec pretrain) => new()
    {
        Epochs = pretrain.Epochs,
        BatchSize = pretrain.BatchSize,
        LearningRate = pretrain.LearningRate,
        WeightDecay = pretrain.WeightDecay,
        WarmupRatio = pretrain.WarmupRatio,
        Precision = pretrain.Precision.ToTrainingPrecision(),
        Threads = pretrain.Threads,
        Seed = (ulong)pretrain.Seed,
    };

    private static LossOptions ToOptions(this LossSpec loss)
    {
        var standard = new LossOptions();
        return new LossOptions
        {
            Kind = loss.Function switch
            {
                LossFunction.PosWeight => LossKind.PosWeight,
                LossFunction.Focal => LossKind.Focal,
                LossFunction.Asymmetric => LossKind.Asymmetric,
                _ => LossKind.Bce,
            },
            LabelSmoothing = loss.LabelSmoothing,
            Power = loss.Power ?? standard.Power,
            MaximumWeight = loss.MaxWeight ?? standard.MaximumWeight,
            Alpha = loss.Alpha ?? standard.Alpha,
            Gamma = loss.Gamma ?? standard.Gamma,
            GammaNegative = loss.GammaNegative ?? standard.GammaNegative,
            GammaPositive = loss.GammaPositive ?? standard.GammaPositive,
            Clip = loss.Clip ?? standard.Clip,
        };
    }

    public static Inference ToInference(this PredictionSpec prediction, int threads) =>
        new(threads, prediction.Precision.ToTrainingPrecision(), prediction.BatchTokens);

    public static LoraConfig ToConfig(this LoraSpec lora) => new()
    {
        Rank = lora.Rank,
        Alpha = lora.Alpha,
        Dropout = lora.Dropout,
        TargetModules = lora.TargetModules.ToSelection(),
        ExcludeModules = lora.ExcludeModules?.ToSelection(),
        LayersToTransform = lora.LayersToTransform,
        RankPattern = lora.RankPattern,
        AlphaPattern = lora.AlphaPattern,
        Bias = lora.Bias switch
        {
            Experiment.LoraBias.All => Model.Lora.LoraBias.All,
            Experiment.LoraBias.LoraOnly => Model.Lora.LoraBias.LoraOnly,
            _ => Model.Lora.LoraBias.None,
        },
        UseRslora = lora.UseRslora,
        UseDora = lora.UseDora,
        ModulesToSave = lora.ModulesToSave,
    };

    public static Calibration.CalibrationOptions ToOptions(this CalibrationSpec calibration) => new(
        calibration.Method switch
        {
            CalibrationMethod.Temperature => Calibration.CalibrationMethod.Temperature,
            CalibrationMethod.Platt => Calibration.CalibrationMethod.Platt,
            CalibrationMethod.Isotonic => Calibration.CalibrationMethod.Isotonic,
            CalibrationMethod.Beta => Calibration.CalibrationMethod.Beta,
            _ => Calibration.CalibrationMethod.None,
        },
        calibration.Scope == CalibrationScope.Global ? Calibration.CalibrationScope.Global : Calibration.CalibrationScope.PerLabel)
    {
        MinPositives = calibration.MinPositives ?? 0,
        CrossFit = calibration.CrossFit.ToModel(),
    };

    public static Calibration.ThresholdOptions ToOptions(this ThresholdsSpec thresholds) => new(thresholds.Strategy switch
    {
        ThresholdStrategy.Fixed => Calibration.ThresholdStrategy.Fixed,
        ThresholdStrategy.GlobalF1 => Calibration.ThresholdStrategy.GlobalF1,
        ThresholdStrategy.CoordinateAscent => Calibration.ThresholdStrategy.CoordinateAscent,
        _ => Calibration.ThresholdStrategy.PerLabelF1,
    })
    {
        Value = thresholds.Value ?? 0.5,
        Objective = thresholds.Objective switch
        {
            ThresholdObjective.MicroF1 => Calibration.ThresholdObjective.MicroF1,
            ThresholdObjective.MacroF1 => Calibration.ThresholdObjective.MacroF1,
            _ => Calibration.ThresholdObjective.MeanF1,
        },
        Shrinkage = thresholds.Shrinkage ?? 0,
        CrossFit = thresholds.CrossFit.ToModel(),
    };

    private static Calibration.CrossFit? ToModel(this CrossFitSpec? crossFit) =>
        crossFit is null ? null : new(crossFit.Folds, crossFit.Seed);

    public static Explanation.ExplanationOptions ToOptions(this ExplanationSpec explanation, int maxLength, int batchTokens) => new(
        explanation.Method switch
        {
            ExplanationMethod.LeaveOneOut => Explanation.ExplanationMethod.LeaveOneOut,
            ExplanationMethod.PartitionShapley => Explanation.ExplanationMethod.PartitionShapley,
            ExplanationMethod.Shapley => Explanation.ExplanationMethod.Shapley,
            _ => Explanation.ExplanationMethod.IntegratedGradients,
        },
        explanation.Players == ExplanationPlayers.Words ? Explanation.ExplanationPlayers.Words : Explanation.ExplanationPlayers.Pieces,
        explanation.MaxEvaluations ?? 0,
        maxLength,
        batchTokens,
        explanation.RandomOrderPairs);

    public static Model.Comparison.ComparisonOptions ToOptions(this ComparisonSpec comparison, EvaluationSpec evaluation) => new(
        comparison.Search switch
        {
            SearchMetric.MicroF1 => ValidationScore.MicroF1Name,
            SearchMetric.MacroF1 => ValidationScore.MacroF1Name,
            SearchMetric.MacroAveragePrecision => ValidationScore.MacroAveragePrecisionName,
            SearchMetric.Loss => ValidationScore.LossName,
            _ => null,
        },
        evaluation.Bins,
        new(comparison.Resamples, evaluation.Bootstrap.Confidence, evaluation.Bootstrap.Seed));

    private static ModuleSelection ToSelection(this ModuleSelector selector) => new(selector.Names ?? [], selector.Pattern);

    private static Network.TrainingPrecision ToTrainingPrecision(this NumericPrecision precision) =>
        precision == NumericPrecision.Bfloat16 ? Network.TrainingPrecision.BFloat16 : Network.TrainingPrecision.Float32;

    private static string Name(this StoppingMetric metric) => metric switch
    {
        StoppingMetric.MicroF1 => "micro_f1",
        StoppingMetric.MacroF1 => "macro_f1",
        StoppingMetric.MacroAveragePrecision => "macro_average_precision",
        _ => "loss",
    };
}
