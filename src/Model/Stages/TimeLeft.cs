using System.Globalization;

namespace Emotune.Model.Stages;

/// <summary>How long a stage still takes, as people read it.</summary>
internal static class TimeLeft
{
    /// <returns>Hours, minutes and seconds, such as <c>26:05:09 left</c>.</returns>
    public static string Text(TimeSpan left) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)left.TotalHours:00}:{left:mm\\:ss} left");
}
