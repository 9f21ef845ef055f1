using Emotune.Model.Network;

namespace Emotune.Benchmarks;

/// <summary>One thing to measure, by its name on the command line.</summary>
internal sealed record BenchmarkCase(string Name, Unit Unit, Func<BenchmarkSettings, Measurement> Run)
{
    public static IReadOnlyList<BenchmarkCase> All { get; } =
    [
        .. from shape in Enum.GetValues<Shape>()
           from method in Enum.GetValues<Method>()
           from precision in Enum.GetValues<NumericPrecision>()
           select new BenchmarkCase($"train-{Text(shape)}-{Text(method)}-{Text(precision)}", Unit.SamplesByProduct,
               settings => TrainingCase.Run(settings, shape, method, precision)),
        .. from precision in Enum.GetValues<NumericPrecision>()
           select new BenchmarkCase(
               $"forward-minilm-{Text(precision)}", Unit.SecondsTimesProduct, settings => ForwardCase.Run(settings, precision)),
        .. from precision in Enum.GetValues<NumericPrecision>()
           select new BenchmarkCase(
               $"attribution-minilm-{Text(precision)}", Unit.SecondsTimesProduct, settings => AttributionCase.Run(settings, precision)),
        new("onnx-raw-fp32", Unit.SecondsTimesProduct, settings => ServiceCases.Raw(settings, quantized: false)),
        new("onnx-raw-int8", Unit.SecondsTimesProduct, settings => ServiceCases.Raw(settings, quantized: true)),
        new("onnx-package-fp32", Unit.SecondsTimesProduct, settings => ServiceCases.Package(settings, quantized: false)),
        new("onnx-package-int8", Unit.SecondsTimesProduct, settings => ServiceCases.Package(settings, quantized: true)),
        new("tokenize", Unit.Seconds, DataCases.Tokenize),
        new("prepare", Unit.Seconds, DataCases.Prepare),
        new("metrics", Unit.Seconds, MetricCases.Metrics),
        new("bootstrap-f1", Unit.Seconds, MetricCases.Bootstrap),
        new("build-nothing-to-do", Unit.Seconds, BuildCase.NothingToDo),
    ];

    /// <summary>The cases whose names begin with one of these.</summary>
    /// <exception cref="ArgumentException">One of them begins none.</exception>
    public static IReadOnlyList<BenchmarkCase> Named(IReadOnlyList<string> beginnings)
    {
        if (beginnings.FirstOrDefault(b => !All.Any(c => c.Name.StartsWith(b, StringComparison.Ordinal))) is { } unknown)
            throw new ArgumentException($"'{unknown}' begins no case's name. Cases: {string.Join(", ", All.Select(c => c.Name))}.");
        return [.. All.Where(c => beginnings.Count == 0 || beginnings.Any(b => c.Name.StartsWith(b, StringComparison.Ordinal)))];
    }

    private static string Text(Shape shape) => shape == Shape.MiniLm ? "minilm" : "distilbert";

    private static string Text(Method method) => method switch
    {
        Method.Full => "full",
        Method.Lora => "lora",
        Method.Dora => "dora",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };

    private static string Text(NumericPrecision precision) => precision == NumericPrecision.Float32 ? "fp32" : "bf16";
}
