using System.ComponentModel.DataAnnotations;
using Emotune.Diagnostics;
using Emotune.Randomness;

namespace Emotune.Calibration;

/// <summary>The validation split in folds: what is fitted on all but one of them is applied to that one.</summary>
/// <param name="Seed">Which row falls into which fold depends on this, on the row's number and on the labels alone.</param>
internal sealed record CrossFit([property: Range(CrossFit.FewestFolds, 50)] int Folds, long Seed)
{
    private const int FewestFolds = 2;

    /// <summary>Each row's fold, from zero.</summary>
    /// <remarks>
    /// Rows are dealt out in turn, by their rarest label and in random order within one: the folds' sizes differ by one at
    /// most, and so do their numbers of rows with the same rarest label.
    /// </remarks>
    /// <param name="labels">(N × L) row by row.</param>
    /// <exception cref="DiagnosticException">EXP5010: fewer rows than folds, or fewer than two folds.</exception>
    public int[] FoldsOf(ReadOnlySpan<byte> labels, int labelCount)
    {
        var rows = labels.Length / labelCount;
        if (Folds < FewestFolds || Folds > rows)
            throw new DiagnosticException(Problems.FoldsOutOfRange.Given(Folds, rows));
        var rarest = RarestLabels(labels, labelCount);
        var random = new CounterRandom(Seed, Folds);
        int[] order = [.. Enumerable.Range(0, rows).OrderBy(row => rarest[row]).ThenBy(row => random.Bits((ulong)row))];
        var folds = new int[rows];
        for (var i = 0; i < rows; i++)
            folds[order[i]] = i % Folds;
        return folds;
    }

    /// <summary>By row, the place of its rarest label in the order of their positives; L for a row without labels.</summary>
    private static int[] RarestLabels(ReadOnlySpan<byte> labels, int labelCount)
    {
        var positives = new int[labelCount];
        for (var i = 0; i < labels.Length; i++)
            positives[i % labelCount] += labels[i];
        var places = new int[labelCount];
        foreach (var (label, place) in Enumerable.Range(0, labelCount).OrderBy(j => positives[j]).Select((label, place) => (label, place)))
            places[label] = place;
        var rarest = new int[labels.Length / labelCount];
        Array.Fill(rarest, labelCount);
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != 0)
                rarest[i / labelCount] = Math.Min(rarest[i / labelCount], places[i % labelCount]);
        }

        return rarest;
    }
}
