namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>A key of the experiment with another value.</summary>
/// <param name="Keys">From the top of the file down; the names of runs may have dots in them.</param>
/// <param name="Values">One, or those of a list.</param>
internal sealed record Setting(IReadOnlyList<string> Keys, IReadOnlyList<string> Values, bool IsList)
{
    public static Setting One(string value, params string[] keys) => new(keys, [value], IsList: false);

    public static Setting Several(IEnumerable<string> values, params string[] keys) => new(keys, [.. values], IsList: true);

    /// <summary>A run's own value of a key that is written with dots, such as <c>training.epochs</c>.</summary>
    public static Setting OfRun(string run, string key, string value) => One(value, ["runs", run, .. key.Split('.')]);
}
