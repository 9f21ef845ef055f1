using System.Globalization;
using Emotune.Files;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Tables;

/// <summary><c>costs.csv</c>: a row for each run, seed and stage; stages that all runs share have neither run nor seed.</summary>
internal static class CostsTable
{
    public static string Write(ReportInput input)
    {
        var csv = new CsvText(
            "run", "seed", "stage", "seconds", "samples_per_second", "peak_memory_bytes", "bytes_stored", "host", "processor", "finished");
        foreach (var (run, stage, cost) in StageCosts.Of(input))
        {
            csv.Row(
                run?.Run ?? "", run?.Seed.ToString(CultureInfo.InvariantCulture) ?? "", stage, Numbers.Exact(cost.Seconds),
                Numbers.Exact(cost.SamplesPerSecond),
                cost.PeakMemoryBytes.ToString(CultureInfo.InvariantCulture), cost.BytesStored.ToString(CultureInfo.InvariantCulture),
                cost.Host, cost.Processor, cost.Finished.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }
        return csv.ToString();
    }
}
