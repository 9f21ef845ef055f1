using System.Runtime.Loader;

namespace Emotune.Pipeline.Execution;

/// <summary>Does a stage's work.</summary>
internal interface IStageWorker
{
    StageYield Run(StageWork work);
}

/// <summary>Finds the worker that a test of the pipeline puts in the stages' place.</summary>
internal static class StageWorkers
{
    public static IStageWorker In(string assembly)
    {
        // The context that MSBuild loaded this assembly into: elsewhere the interface would be another type.
        var context = AssemblyLoadContext.GetLoadContext(typeof(StageWorkers).Assembly)!;
        var type = context.LoadFromAssemblyPath(assembly).GetTypes().Single(t => typeof(IStageWorker).IsAssignableFrom(t) && t.IsClass);
        return (IStageWorker)Activator.CreateInstance(type)!;
    }
}
