using System.Runtime.Intrinsics;

namespace Emotune.Model.Resampling;

/// <summary>Figures that can be computed from how often each row was drawn.</summary>
internal interface IResampleStatistic
{
    int FigureCount { get; }

    /// <summary>Writes each figure for every resample of the block; NaN where undefined. Called from several threads at once.</summary>
    void Compute(ResampleBlock block, Span<Vector512<double>> figures);
}
