using System.Globalization;

namespace Emotune.Benchmarks;

/// <summary>The command line.</summary>
internal sealed record BenchmarkArguments(
    IReadOnlyList<BenchmarkCase> Cases, InstructionSet Isa, bool Quick, int? Steps, string? Json, string? Markdown, bool List)
{
    /// <exception cref="ArgumentException">An argument is not known, or names no case.</exception>
    public static BenchmarkArguments Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new BenchmarkArguments(BenchmarkCase.All, InstructionSet.Best, false, null, null, null, false);
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{name} needs a value.");
            parsed = name switch
            {
                "--cases" => parsed with { Cases = BenchmarkCase.Named(Value().Split(',', StringSplitOptions.RemoveEmptyEntries)) },
                "--isa" => parsed with { Isa = InstructionSets.Named(Value()) },
                "--steps" => parsed with { Steps = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--json" => parsed with { Json = Value() },
                "--markdown" => parsed with { Markdown = Value() },
                "--quick" => parsed with { Quick = true },
                "--list" => parsed with { List = true },
                _ => throw new ArgumentException(
                    $"{name} is not known. Valid: --cases, --isa, --steps, --json, --markdown, --quick, --list."),
            };
        }
        return parsed;
    }
}
