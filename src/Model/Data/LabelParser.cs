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

    public int[]? Ids(IEnumerable<string> given, int line) => Distinct(given.Select(text => IdOf(text, line)), line);

    public int[]? Names(IEnumerable<string> given, int line) => Distinct(given.Select(name => NameOf(name, line)), line);

    /// <param name="columns">The labels' names.</param>
    /// <param name="values">For each, whether the row carries it.</param>
    public int[]? OneHot(IReadOnlyList<string> columns, IReadOnlyList<string> values, int line)
    {
        var ids = new List<int>();
        var valid = true;
        foreach (var (column, value) in columns.Zip(values))
        {
            var one = IsOne(value);
            if (one is null)
                problems.Add(Problems.OneHotValue, line, column, MessageText.Excerpt(value));
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

    private int NameOf(string name, int line)
    {
        var id = labels.IdOf(name);
        if (id < 0)
            problems.Add(Problems.LabelUnknown, line, MessageText.Excerpt(name), _validNames);
        return id;
    }

    private int IdOf(string text, int line)
    {
        // Data frames write whole numbers with a fraction where a column had a gap.
        if (!double.TryParse(text, NumberFormat, CultureInfo.InvariantCulture, out var number) || !double.IsInteger(number))
            problems.Add(Problems.LabelNotANumber, line, MessageText.Excerpt(text), labels.Count - 1);
        else if (number >= 0 && number < labels.Count)
            return (int)number;
        else
            problems.Add(Problems.LabelOutOfRange, line, MessageText.Excerpt(text), labels.Count - 1);
        return -1;
    }

    private int[]? Distinct(IEnumerable<int> given, int line)
    {
        var ids = given.ToArray();
        Array.Sort(ids);
        var valid = ids.Length == 0 || ids[0] >= 0;
        for (var i = 1; i < ids.Length; i++)
        {
            if (ids[i] != ids[i - 1] || ids[i] < 0)
                continue;
            problems.Add(Problems.LabelGivenTwice, line, labels.Names[ids[i]]);
            valid = false;
        }

        return valid ? ids : null;
    }
}
