using Emotune.Model.Data;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tests;

/// <summary>What has a name in the model has no second one in the pipeline.</summary>
public sealed class VocabularyTests
{
    private static readonly Type[] OfModel = Enumerations(typeof(Split));

    private static readonly Type[] OfPipeline = Enumerations(typeof(ExperimentSpec));

    [Fact]
    public void No_enumeration_is_declared_in_the_model_and_in_the_pipeline() =>
        Assert.DoesNotContain(OfPipeline, p => OfModel.Any(m => m.Name.Equals(p.Name, StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void No_enumeration_of_the_pipeline_has_the_members_of_one_of_the_model() =>
        Assert.Empty(OfModel.Select(Members).Intersect(OfPipeline.Select(Members), StringComparer.OrdinalIgnoreCase));

    private static Type[] Enumerations(Type within) => [.. within.Assembly.GetTypes().Where(t => t.IsEnum)];

    private static string Members(Type enumeration) => string.Join(' ', Enum.GetNames(enumeration).Order(StringComparer.Ordinal));
}
