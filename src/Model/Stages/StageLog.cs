namespace Emotune.Model.Stages;

/// <summary>Where a stage says what it does.</summary>
/// <param name="Progress">How far it is: for a person who waits.</param>
/// <param name="Remark">What a reader of the results has to know, such as weights that start fresh: heard in every build.</param>
internal sealed record StageLog(Action<string> Progress, Action<string> Remark)
{
    /// <summary>Both to one place.</summary>
    public static StageLog To(Action<string> say) => new(say, say);
}
