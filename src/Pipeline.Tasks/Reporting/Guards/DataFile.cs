using Emotune.Model.Data;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>How a build is given another file of a split.</summary>
internal static class DataFile
{
    public static string Name(Split split) => $"-p:Set=data.{split.Name()}=FILE";
}
