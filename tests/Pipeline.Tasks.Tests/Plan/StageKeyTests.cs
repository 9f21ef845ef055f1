using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tests.Plan;

public sealed class StageKeyTests
{
    [Fact]
    public void The_order_in_which_parameters_and_inputs_were_found_does_not_matter() =>
        Assert.Equal(Key(("a", "1"), ("b", "2")).Digest, Key(("b", "2"), ("a", "1")).Digest);

    [Fact]
    public void Names_and_values_are_kept_apart() =>
        Assert.NotEqual(Key(("a", "1\",\"b\":\"2")).Digest, Key(("a", "1"), ("b", "2")).Digest);

    [Fact]
    public void Reasons_name_what_changed_from_what_to_what()
    {
        var reasons = StaleReason.Between(Key(("rate", "0.002"), ("gone", "x")), Key(("rate", "0.001"), ("new", "y")));
        Assert.Equal(["gone x → (not given)", "new (not given) → y", "rate 0.002 → 0.001"], reasons);
    }

    [Fact]
    public void Reasons_name_inputs_that_changed_came_and_went()
    {
        var (old, now) = (Inputs(("a", '1'), ("b", '2')), Inputs(("a", '3'), ("c", '4')));
        Assert.Equal(["a 11111111 → 33333333", "b removed", "c added"], StaleReason.Between(old, now));
    }

    [Fact]
    public void Equal_keys_give_no_reason() => Assert.Empty(StaleReason.Between(Key(("a", "1")), Key(("a", "1"))));

    private static StageKey Key(params (string Name, string Value)[] parameters) =>
        StageKey.Of(Node(parameters), new Dictionary<string, string>());

    private static StageKey Inputs(params (string Name, char Digit)[] inputs) =>
        StageKey.Of(Node(), inputs.ToDictionary(i => i.Name, i => new string(i.Digit, 64)));

    private static StageNode Node(params (string Name, string Value)[] parameters) =>
        new(StageKind.Train, "r", 1, "runs/r/1/train", parameters.ToDictionary(p => p.Name, p => p.Value), []);
}
