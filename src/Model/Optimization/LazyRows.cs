using Emotune.Model.Kernels;
using Emotune.Model.Native;

namespace Emotune.Model.Optimization;

/// <summary>
/// AdamW over a table of which a step touches some rows. The others have no gradient, yet their moments fade, they decay and their
/// average follows: those steps are taken when a row is next read, all at once and in the very operations of the dense pass, so that
/// the bits are the same and a row passes through memory once instead of once a step.
/// </summary>
internal sealed unsafe class LazyRows
{
    private readonly IRowTable _table;
    private readonly FloatBuffer _first, _second;
    private readonly FloatBuffer? _average;
    private readonly float* _weight;
    private readonly int _width, _threads;
    private readonly int[] _taken;
    private readonly bool[] _moved;
    private readonly List<LazyStep> _steps = [];
    private readonly HashSet<int> _due = [];

    /// <param name="average">The weights' moving average; null where none is kept.</param>
    public LazyRows(IRowTable table, FloatBuffer first, FloatBuffer second, FloatBuffer? average, int threads)
    {
        (_table, _first, _second, _average, _threads) = (table, first, second, average, threads);
        _weight = TensorMemory.Pointer(table.Weight);
        _width = (int)table.Weight.shape[1];
        _taken = new int[table.Weight.shape[0]];
        _moved = new bool[_taken.Length];
        for (var row = 0; row < _moved.Length; row++)
        {
            _moved[row] = first.Span.Slice(row * _width, _width).ContainsAnyExcept(0f)
                || second.Span.Slice(row * _width, _width).ContainsAnyExcept(0f);
        }

        table.BeforeReading = rows => CatchUp(rows);
    }

    public IRowTable Table => _table;

    /// <summary>Takes a step with the rows that have a gradient; they have been read, so no earlier step is left to take.</summary>
    public void Step(AdamWWork work)
    {
        if (work.Parameter is null)
            throw new InvalidOperationException("A table that is read row by row has a gradient in each step.");
        _steps.Add(new LazyStep(work, 0));
        ForEach([.. _table.Written], row =>
        {
            AdamWKernel.Run(work, _first.Pointer, _second.Pointer, (long)row * _width, _width);
            _moved[row] = true;
            _taken[row] = _steps.Count;
        });
    }

    /// <summary>Lets the average follow the step just taken.</summary>
    /// <param name="share">Of the way to the weights.</param>
    public void Average(float share)
    {
        _steps[^1] = _steps[^1] with { Share = share };
        ForEach(
            [.. _table.Written], row =>
                WeightAverage.Approach(_average!.Pointer + (long)row * _width, _weight + (long)row * _width, _width, share));
    }

    /// <summary>Brings rows to the present.</summary>
    public void CatchUp(ReadOnlySpan<int> rows)
    {
        _due.Clear();
        foreach (var row in rows)
        {
            if (_taken[row] < _steps.Count)
                _due.Add(row);
        }
        ForEach([.. _due], CatchUp);
    }

    /// <summary>Brings the whole table to the present: before it is saved, averaged or looked at.</summary>
    public void CatchUp()
    {
        if (_steps.Count == 0)
            return;
        ForEach([.. Enumerable.Range(0, _taken.Length)], CatchUp);
        Array.Clear(_taken);
        _steps.Clear();
    }

    private void CatchUp(int row)
    {
        var steps = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_steps)[_taken[row]..];
        var at = (long)row * _width;
        var average = _average is null ? null : _average.Pointer + at;
        if (_moved[row])
            LazyKernel.Fade(steps, _weight + at, _first.Pointer + at, _second.Pointer + at, average, _width);
        else
            LazyKernel.Decay(steps, _weight + at, average, _width);
        _taken[row] = _steps.Count;
    }

    private void ForEach(int[] rows, Action<int> work)
    {
        const int Piece = 32;
        Workers.For(_threads, (rows.Length + Piece - 1) / Piece, piece =>
        {
            foreach (var row in rows.AsSpan(piece * Piece, Math.Min(Piece, rows.Length - piece * Piece)))
                work(row);
        });
    }
}

/// <summary>A step's constants, and the average's share of it.</summary>
internal readonly record struct LazyStep(AdamWWork Work, float Share);
