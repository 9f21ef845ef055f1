using System.Collections;

namespace Emotune.Model.Tests;

/// <summary>The rows of a theory with parameters of internal types, which a public <c>TheoryData</c> could not name.</summary>
public sealed class Cases : IEnumerable<object[]>
{
    private readonly List<object[]> _rows = [];

    public void Add(params object[] row) => _rows.Add(row);

    /// <summary>One row a value.</summary>
    public static Cases Each<T>(IEnumerable<T> values) where T : notnull
    {
        var cases = new Cases();
        foreach (var value in values)
            cases.Add(value);
        return cases;
    }

    public IEnumerator<object[]> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
