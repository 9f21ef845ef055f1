// dotnet run -c Release --project tests/Benchmarks [-- --cases train-minilm,forward] [--isa avx2|avx512|best] [--quick] [--steps N]
// [--json FILE] [--markdown FILE] [--list]
// Speed and memory beside the machine's own products; needs GoEmotions and MiniLM (SHARED_ROOT, default ../shared).
using System.Globalization;
using Emotune.Benchmarks;
using Emotune.Files;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [CaseProcess.Verb, .. var one])
{
    CaseProcess.Measure(one);
    return;
}

var options = BenchmarkArguments.Parse(args);
if (options.List)
{
    foreach (var benchmark in BenchmarkCase.All)
        Console.WriteLine(benchmark.Name);
    return;
}

var settings = BenchmarkSettings.Of(options);
var results = new List<BenchmarkResult>();
var machine = Machine.Read();
Console.WriteLine(MarkdownTable.Header);
foreach (var benchmark in options.Cases)
{
    results.Add(CaseProcess.Run(benchmark, settings));
    Console.WriteLine(MarkdownTable.Row(results[^1]));
}
var report = new BenchmarkReport(machine, DateTimeOffset.UtcNow, settings, results);
if (options.Json is not null)
    Json.Write(Path.GetFullPath(options.Json), report);
if (options.Markdown is not null)
    File.WriteAllText(options.Markdown, MarkdownTable.Of(report));
