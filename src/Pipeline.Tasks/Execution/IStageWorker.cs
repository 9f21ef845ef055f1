using System.Reflection;

namespace Emotune.Pipeline.Execution;

/// <summary>Does a stage's work.</summary>
public interface IStageWorker
{
    StageYield Run(StageWork work);
}

/// <summary>Finds the worker that a test of the pipeline puts in the stages' place.</summary>
public static class StageWorkers
{
    public static IStageWorker In(string assembly)
    {
        var type = Assembly.LoadFrom(assembly).GetTypes().Single(t => typeof(IStageWorker).IsAssignableFrom(t) && t.IsClass);
        return (IStageWorker)Activator.CreateInstance(type)!;
    }
}
