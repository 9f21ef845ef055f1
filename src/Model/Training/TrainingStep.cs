using Emotune.Diagnostics;
using Emotune.Model.Optimization;
using static TorchSharp.torch;

namespace Emotune.Model.Training;

/// <summary>One optimizer step: forward, loss, backward over its batches, then clip and move.</summary>
internal sealed class TrainingStep(
    ITrainable network, AdamW optimizer, LearningRateSchedule schedule, double? maximumNorm, int threads)
{
    /// <summary>The gradient of a loss that has been computed in parts; its parts are freed when this returns.</summary>
    /// <param name="losses">Scalars, one after the other; each is backpropagated before the next is computed.</param>
    /// <param name="shares">What each part counts for; they add up to one.</param>
    /// <exception cref="DiagnosticException">EXP4201, EXP4202: loss or gradient are not finite; the weights are as before.</exception>
    public StepLog Run(IEnumerable<Func<Tensor>> losses, IReadOnlyList<double> shares, int epoch)
    {
        var step = optimizer.Steps;
        var rate = schedule.At(step);
        var (loss, part) = (0.0, 0);
        network.BeginStep();
        foreach (var compute in losses)
        {
            var share = shares[part++];
            loss += share * Backward(compute, share);
        }
        Require(loss, Problems.LossNotFinite, step, epoch, rate);
        var norm = GradientNorm.Compute(network.Parameters, threads, network.Table);
        Require(norm, Problems.GradientNotFinite, step, epoch, rate);
        optimizer.Step(rate, maximumNorm is { } maximum ? GradientNorm.ClipCoefficient(norm, maximum) : 1);
        optimizer.ClearGradients();
        return new StepLog(optimizer.Steps, epoch, loss, rate, norm);
    }

    private double Backward(Func<Tensor> compute, double share)
    {
        using var scope = NewDisposeScope();
        var loss = compute();
        (share == 1 ? loss : loss * share).backward();
        network.EndBackward();
        return loss.item<float>();
    }

    private void Require(double value, DiagnosticKind kind, int step, int epoch, double rate)
    {
        if (double.IsFinite(value))
            return;
        optimizer.ClearGradients();
        throw new DiagnosticException(kind.Given(value, step + 1, epoch, rate));
    }
}
