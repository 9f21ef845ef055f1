namespace Emotune.Model.Tests.Training;

/// <summary>Tests that set libtorch's threads or its library for products, which are the whole process's: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LibtorchSettings
{
    public const string Name = "libtorch's settings";
}
