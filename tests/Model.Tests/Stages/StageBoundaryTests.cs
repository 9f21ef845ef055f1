using System.ComponentModel;
using Emotune.Diagnostics;
using Emotune.Model.Stages;
using TorchSharp;

namespace Emotune.Model.Tests.Stages;

public sealed class StageBoundaryTests
{
    [Fact]
    public void What_libtorch_throws_becomes_one_line_with_a_code()
    {
        var problem = ProblemOf(() => torch.empty(1L << 50));

        Assert.StartsWith("Train could not be computed: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains("memory", problem.Message, StringComparison.Ordinal);
        Assert.Contains("training.batch_size, prediction.batch_tokens", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        Assert.DoesNotContain("frame #", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_does_memory_that_ran_out_on_this_side_and_in_parallel_work()
    {
        ProblemOf(() => _ = new byte[int.MaxValue]);
        ProblemOf(() => throw new AggregateException(new Win32Exception("x\ny")));
    }

    [Fact]
    public void What_is_something_else_passes()
    {
        Assert.Throws<OperationCanceledException>(() => StageBoundary.Run("Train", () => throw new OperationCanceledException()));
        Assert.Throws<InvalidOperationException>(() => StageBoundary.Run("Train", () => throw new InvalidOperationException()));
        Assert.Throws<AggregateException>(
            () => StageBoundary.Run("Train", () => throw new AggregateException(new InvalidOperationException())));
        var coded = Assert.Throws<DiagnosticException>(
            () => StageBoundary.Run("Train", () => throw new DiagnosticException(Problems.NoRows.Given())));
        Assert.Equal("EXP3003", coded.Diagnostics[0].Code);
        Assert.Equal(5, StageBoundary.Run("Train", () => 5));
    }

    private static Diagnostic ProblemOf(Action work)
    {
        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => StageBoundary.Run("Train", work)).Diagnostics);
        Assert.Equal("EXP4209", problem.Code);
        return problem;
    }
}
