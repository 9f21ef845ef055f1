namespace Emotune.Metrics;

/// <summary>
/// The same work for each label, on all cores; labels do not know of each other, so the result does not depend on how many there are.
/// </summary>
internal static class EachLabel
{
    /// <returns>(L), in the order of the labels.</returns>
    public static T[] Of<T>(int labels, Func<int, T> compute)
    {
        var values = new T[labels];
        Parallel.For(0, labels, j => values[j] = compute(j));
        return values;
    }
}
