namespace Emotune.Model.Stages;

/// <summary>Reports on the thread that asks: <see cref="Progress{T}"/> would print after the stage has ended.</summary>
internal sealed class LineProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
