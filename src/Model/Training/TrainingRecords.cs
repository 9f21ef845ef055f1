using Emotune.Model.Prediction;

namespace Emotune.Model.Training;

/// <summary>Which weights a run trains.</summary>
internal enum FineTuningMethod { Full, Lora }

/// <summary>Parameters of a run, each counted once: <c>parameters.json</c>.</summary>
/// <param name="Adapter">Trained adapter weights; zero for full fine-tuning.</param>
/// <param name="Head">Trained weights of the classification head.</param>
/// <param name="Encoder">Trained encoder weights; zero for LoRA.</param>
/// <param name="Frozen">Weights that training leaves alone.</param>
/// <param name="PeftTotal">PEFT's own total, which counts the head a second time as a frozen copy.</param>
internal sealed record ParameterCounts(long Adapter, long Head, long Encoder, long Frozen, long PeftTotal)
{
    public long Trained => Adapter + Head + Encoder;

    public long Total => Trained + Frozen;

    /// <summary>Trained ÷ (trained + frozen), in [0, 1].</summary>
    public double Share => Total == 0 ? 0 : (double)Trained / Total;
}

/// <summary>One optimizer step: a row of <c>training_log.csv</c>.</summary>
/// <param name="GradientNorm">Before clipping.</param>
internal sealed record StepLog(int Step, int Epoch, double Loss, double LearningRate, double GradientNorm);

/// <summary>One validation pass: a row of <c>validation_log.csv</c>.</summary>
internal sealed record EpochLog(
    int Epoch, int Step, double ValidationLoss, double MicroF1, double MacroF1, double MacroAveragePrecision, bool IsBest);

/// <summary>What a stage cost: <c>cost.json</c>, the one file that does not repeat byte for byte.</summary>
/// <param name="SamplesPerSecond">Training samples (or predicted comments) a second; null for stages that have none.</param>
/// <param name="PeakMemoryBytes">The process's highest resident size (VmHWM) at the stage's end.</param>
/// <param name="BytesStored">What the stage's folder takes on disk.</param>
internal sealed record StageCost(
    double Seconds, double? SamplesPerSecond, long PeakMemoryBytes, long BytesStored, string Host, string Processor,
    DateTimeOffset Finished)
{
    /// <summary>What the processor computes with, in words; null in files of earlier versions.</summary>
    public string? InstructionSet { get; init; }

    /// <summary>How many cores the process could use; null in files of earlier versions.</summary>
    public int? Cores { get; init; }

    /// <summary>How long comments take; null for stages that do not measure it, and in files of earlier versions.</summary>
    public PredictionLatency? Latency { get; init; }
}
