using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tests.Plan;

public sealed class ParameterListTests
{
    private enum Choice { PerLabelF1 }

    private sealed record Inner(double Rate, int? Absent, Choice Choice, bool Flag);

    private sealed record Outer(Inner Inner, IReadOnlyList<string> Names, IReadOnlyList<int> None, string Text);

    [Fact]
    public void Every_value_of_a_record_is_listed_by_its_name()
    {
        var list = new SortedDictionary<string, string>(StringComparer.Ordinal);
        list.Add("training", new Outer(new Inner(2e-4, null, Choice.PerLabelF1, true), ["a", "b"], [], "x"));
        Assert.Equal(
            ["training.inner.choice=per_label_f1", "training.inner.flag=true", "training.inner.rate=0.0002", "training.names.0=a", "training.names.1=b", "training.none=[]", "training.text=x"],
            list.Select(p => $"{p.Key}={p.Value}"));
    }
}
