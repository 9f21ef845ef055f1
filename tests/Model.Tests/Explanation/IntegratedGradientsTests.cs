using Emotune.Diagnostics;
using Emotune.Model.Explanation;

namespace Emotune.Model.Tests.Explanation;

public sealed class IntegratedGradientsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(50)]
    [InlineData(64)]
    public void A_rule_of_n_nodes_is_exact_to_degree_two_n_minus_one(int count)
    {
        var (nodes, weights) = GaussLegendre.Rule(count);

        Assert.Equal(nodes.Order(), nodes);
        Assert.All(nodes, node => Assert.InRange(node, 0, 1));
        for (var degree = 0; degree < 2 * count; degree++)
            Assert.Equal(1.0 / (degree + 1), nodes.Zip(weights, (x, w) => w * Math.Pow(x, degree)).Sum(), 1e-13);
    }

    [Fact]
    public void A_product_of_two_inputs_is_shared_evenly()
    {
        // f(x, y) = x y + x³ from (0, 0) to (2, 3): the gradient at α is (3α + 12α², 2α).
        var attribution = IntegratedGradients.Explain([0], [14], 2, 5, positions =>
            [.. positions.Select(a => new[] { new[] { 2 * (3 * a + 12 * a * a) }, [3 * (2 * a)] })]);

        Games.AssertNear([11, 3], Games.Column(attribution, 0));
        Assert.Equal(0, attribution.AdditivityError(0), 1e-12);
    }

    [Fact]
    public void More_steps_than_a_rule_can_have_are_refused()
    {
        var exception = Assert.Throws<DiagnosticException>(
            () => IntegratedGradients.Explain([0], [1], 1, IntegratedGradients.MaximumSteps + 1, _ => []));

        Assert.Equal("EXP4402", exception.Diagnostics[0].Code);
    }
}
