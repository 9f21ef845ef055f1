namespace Emotune.Model.Network;

/// <summary>Names and shapes as diagnostics give them.</summary>
internal static class NameList
{
    private const int Shown = 8;

    public static string Of(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? "none"
        : names.Count <= Shown ? string.Join(", ", names)
        : FormattableString.Invariant($"{string.Join(", ", names.Take(Shown))} and {names.Count - Shown} more");

    public static string Shape(long[] shape) => $"({string.Join(", ", shape)})";
}
