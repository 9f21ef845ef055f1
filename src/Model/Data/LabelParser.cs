using System.Globalization;
using Emotune.Diagnostics;

namespace Emotune.Model.Data;

/// <summary>Turns a row's labels as they were written into ids in ascending order; null, and problems, where they are not valid.</summary>
internal sealed class LabelParser(LabelSet labels, ProblemList problems)
{
    // Beyond this many names a message is a wall of them.
    private const int NamesListed = 40;

    private const NumberStyles NumberFormat =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly string _validNames = labels.Count <= NamesListed
        ? string.Join(", ", labels.Names)
        : $"the {labels.Count} names in the labels file, from {labels.Names[0]} to {labels.Names[^1]}";

    public int[]? Ids(IEnumerable<string> given, TextPlace place) => Distinct(given.Select(text => IdOf(text, place)), place);

    public int[]? Names(IEnumerable<string> given, TextPlace place) => Distinct(given.Select(name => NameOf(name, place)), place);

    /// <param name="columns">The labels' names.</param>
    /// <param name="values">For each, whether the row carries it.</param>
    public int[]? OneHot(IReadOnlyList<string> columns, IReadOnlyList<string> values, TextPlace place)
    {
        var ids = new List<int>();
        var valid = true;
        foreach (var (column, value) in columns.Zip(values))
        {
            var one = IsOne(value);
            if (one is null)
                problems.Add(Problems.OneHotValue, place, column, MessageText.Excerpt(value));
            valid &= one is not null;
            if (one is true)
                ids.Add(labels.IdOf(column));
        }

        return valid ? [.. ids.Order()] : null;
    }

    /// <summary>The labels of one field, apart.</summary>
    public static string[] SplitField(string field, string separator) =>
        string.IsNullOrWhiteSpace(field) ? [] : field.Split(separator, StringSplitOptions.TrimEntries);

    // Data frames write their Booleans and floats in these ways.
    private static bool? IsOne(string value) => value.Trim().ToUpperInvariant() switch
    {
        "1" or "1.0" or "TRUE" => true,
        "0" or "0.0" or "FALSE" => false,
        _ => null,
    };

    private int NameOf(string name, TextPlace place)
    {
        var id = labels.IdOf(name);
        if (id < 0)
            problems.Add(Problems.LabelUnknown, place, MessageText.Excerpt(name), Suggestion(name), _validNames);
        return id;
    }

    private string Suggestion(string name) => problems.IsFull ? "" : Suggestions.For(name, labels.Names);

    private int IdOf(string text, TextPlace place)
    {
        // Data frames write whole numbers with a fraction where a column had a gap.
        if (!double.TryParse(text, NumberFormat, CultureInfo.InvariantCulture, out var number) || !double.IsInteger(number))
            problems.Add(Problems.LabelNotANumber, place, MessageText.Excerpt(text), labels.Count - 1);
        else if (number >= 0 && number < labels.Count)
            return (int)number;
        else
            problems.Add(Problems.LabelOutOfRange, place, MessageText.Excerpt(text), labels.Count - 1);
        return -1;
    }

    private int[]? Distinct(IEnumerable<int> given, TextPlace place)
    {
        var ids = given.ToArray();
        Array.Sort(ids);
        var valid = ids.Length == 0 || ids[0] >= 0;
        for (var i = 1; i < ids.Length; i++)
        {
            if (ids[i] != ids[i - 1] || ids[i] < 0)
                continue;
            problems.Add(Problems.LabelGivenTwice, place, labels.Names[ids[i]]);
            valid = false;
        }

        return valid ? ids : null;
    }
}
