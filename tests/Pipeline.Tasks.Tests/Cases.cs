using System.Collections;

namespace Emotune.Pipeline.Tests;

/// <summary>The rows of a theory with parameters of internal types, which a public <c>TheoryData</c> could not name.</summary>
public sealed class Cases : IEnumerable<object[]>
{
    private readonly List<object[]> _rows = [];

    public void Add(params object[] row) => _rows.Add(row);

    public IEnumerator<object[]> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
