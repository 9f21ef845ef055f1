namespace Emotune.Model.Evaluation;

/// <summary>Which variants an evaluation has of a figure, in the order in which tables for programs have them.</summary>
internal enum FigureKind
{
    /// <summary>One for each way of choosing thresholds, see <see cref="DecisionNames"/>.</summary>
    Decisions,

    /// <summary>One alone.</summary>
    Single,

    /// <summary>Before and after calibration.</summary>
    Probabilities,

    /// <summary>One alone, of a model that has learnt nothing.</summary>
    Floor,
}

/// <summary>The tables that may show a figure.</summary>
[Flags]
internal enum FigureTables
{
    None = 0,

    /// <summary>The tables of results and of probabilities in <c>index.html</c>.</summary>
    Page = 1,

    /// <summary>The same in <c>report.md</c>, where there is less room.</summary>
    Markdown = 2,

    /// <summary>The lines that a build ends with, and the means over seeds in <c>report.md</c>.</summary>
    Summary = 4,
}

/// <summary>The variants of each <see cref="FigureKind"/>.</summary>
internal static class FigureKinds
{
    /// <summary>The variant of uncalibrated probabilities.</summary>
    public const string Before = "before";

    /// <summary>The variant of calibrated probabilities.</summary>
    public const string After = "after";

    private const string Only = "";

    /// <summary>In the order in which they are reported.</summary>
    public static IReadOnlyList<string> Variants(this FigureKind kind) => kind switch
    {
        FigureKind.Decisions => DecisionNames.All,
        FigureKind.Probabilities => [Before, After],
        FigureKind.Single or FigureKind.Floor => [Only],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The variant by which a run is judged.</summary>
    public static string Headline(this FigureKind kind) => kind switch
    {
        FigureKind.Decisions => DecisionNames.Validation,
        FigureKind.Probabilities => After,
        FigureKind.Single or FigureKind.Floor => Only,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
