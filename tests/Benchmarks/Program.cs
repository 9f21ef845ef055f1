// dotnet run -c Release --project tests/Benchmarks [-- STEPS]
// Training and forward passes beside the machine's own products; needs GoEmotions and MiniLM (SHARED_ROOT, default ../shared).
using System.Globalization;
using Emotune.Benchmarks;
using Emotune.Model.Native;
using Emotune.Model.Training;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var steps = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 150;
var shared = Environment.GetEnvironmentVariable("SHARED_ROOT") ?? Path.Combine("..", "shared");
var (backbone, data) = (Path.Combine(shared, "models", "all-MiniLM-L6-v2"), Path.Combine(shared, "data", "goemotions"));
NativeLibraries.EnsureLoaded();
torch.set_num_threads(2);

Console.WriteLine(File.ReadLines("/proc/cpuinfo").First(l => l.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim());
Console.WriteLine("| case | samples/s | fp32 GFLOP/s | bf16 GFLOP/s | A | B | VmHWM MB |\n|---|---|---|---|---|---|---|");
foreach (var lora in new[] { false, true })
{
    foreach (var precision in new[] { TrainingPrecision.Float32, TrainingPrecision.BFloat16 })
    {
        Float32Products.UseDefault();
        var before = Products.Measure();
        var speed = TrainingBenchmark.SamplesPerSecond(backbone, data, lora, precision, steps);
        Float32Products.UseDefault();
        var after = Products.Measure();
        var (fp32, bf16) = ((before.Float32 + after.Float32) / 2, (before.BFloat16 + after.BFloat16) / 2);
        var noisy = Math.Abs(before.Float32 - after.Float32) > 0.1 * fp32 ? " (noisy: repeat)" : "";
        var peak = long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        Console.WriteLine($"| MiniLM {(lora ? "LoRA" : "full")} {precision}{noisy} | {speed:0.0} | {fp32:0} | {bf16:0} | {speed / fp32:0.00} | {speed / bf16:0.00} | {peak} |");
    }
}
