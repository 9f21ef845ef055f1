namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>How a build is given another file of a split.</summary>
internal static class DataFile
{
    public static string Name(string split) => $"-p:Set=data.{split}=FILE";
}
