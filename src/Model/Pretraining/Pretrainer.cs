using Emotune.Diagnostics;
using Emotune.Model.Training;
using static TorchSharp.torch;

namespace Emotune.Model.Pretraining;

/// <summary>Masked language modelling over word pieces: an encoder learns what stands where a mask is.</summary>
/// <param name="masking">Its vocabulary is the model's.</param>
/// <param name="options">Loss, early stopping, head multiplier, LoRA+ and layer decay have no meaning here.</param>
internal sealed class Pretrainer(MaskedLanguageModel model, TokenMasking masking, TrainingOptions options)
{
    /// <summary>Trains on rows with new masks each epoch; rows that have nothing to mask are left out.</summary>
    /// <param name="rows">Word pieces with special tokens.</param>
    /// <returns>Without epochs: nothing is validated.</returns>
    /// <exception cref="DiagnosticException">EXP4201, EXP4202, EXP4206 to EXP4208.</exception>
    /// <exception cref="OperationCanceledException">Between two batches; the latest checkpoint stays.</exception>
    public TrainingResult Train(IReadOnlyList<int[]> rows, TrainingHooks? hooks = null, CancellationToken cancellation = default)
    {
        var plain = options with
        {
            EarlyStopping = null,
            HeadLearningRateMultiplier = 1,
            LoraPlusRatio = null,
            LayerDecay = 1,
            Loss = new()
        };
        plain.Validate();
        int[][] usable = [.. rows.Where(masking.CanMask)];
        if (usable.Length == 0)
            throw new DiagnosticException(Problems.NoPretrainingText.Given(rows.Count));
        return TrainingRun.Complete(model, new MaskingTask(model, masking, usable), plain, hooks ?? new TrainingHooks(), cancellation);
    }

    /// <summary>The mean over the chosen pieces of −log of the true piece's probability.</summary>
    private sealed class MaskingTask(MaskedLanguageModel model, TokenMasking masking, int[][] training) : TrainingTask
    {
        public override int[] Lengths => [.. training.Select(r => r.Length)];

        public override Tensor Loss(int[] rows, int epoch)
        {
            MaskedRow[] masked = [.. rows.Select(r => masking.Mask(training[r], r, epoch))];
            var batch = RowBatch.Create([.. masked.Select(m => m.Ids)], [.. Enumerable.Range(0, rows.Length)], model.Config.PadTokenId);
            var width = (int)batch.InputIds.shape[1];
            var positions = masked.SelectMany((m, i) => m.Positions.Select(t => (long)i * width + t)).ToArray();
            var targets = masked.SelectMany(m => m.Targets.Select(t => (long)t)).ToArray();
            var logits = model.Forward(batch.InputIds, batch.AttentionMask, tensor(positions));
            return nn.functional.cross_entropy(logits, tensor(targets));
        }
    }
}
