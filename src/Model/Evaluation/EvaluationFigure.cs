using Emotune.Model.Resampling;

namespace Emotune.Model.Evaluation;

/// <summary>A figure of a run on test: where it is read, how it is resampled, and how it is shown.</summary>
/// <remarks>All of them stand in <see cref="EvaluationFigures"/>; tables, pages, plots and checks iterate over that list.</remarks>
internal sealed record EvaluationFigure
{
    internal EvaluationFigure(string name, string title, FigureKind kind, Func<EvaluationReport, string, Estimate?> read) =>
        (Name, Title, Kind, Read) = (name, title, kind, read);

    /// <summary>The name for programs.</summary>
    public string Name { get; init; }

    /// <summary>The name for people, as it stands within a sentence.</summary>
    public string Title { get; init; }

    /// <summary>The variants that an evaluation has of the figure.</summary>
    public FigureKind Kind { get; init; }

    /// <summary>Reads one of the <see cref="FigureKinds.Variants"/> off an evaluation; null where it is not there.</summary>
    public Func<EvaluationReport, string, Estimate?> Read { get; init; }

    /// <summary>Reads the figure off an evaluation over some labels alone; null where other data is shown without the figure.</summary>
    public Func<CoveredFigures, Estimate?>? ReadCovered { get; init; }

    /// <summary>The title over a column of its own.</summary>
    public string Heading { get => Capital(field ?? Title); init; }

    /// <summary>The title where there is little room, as it stands within a sentence.</summary>
    public string ShortTitle { get => field ?? Title; init; }

    /// <summary>The column in tables for programs.</summary>
    public string Column { get => field ?? Name; init; }

    /// <summary>True for errors and losses.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>How many digits after the point are shown of the figure itself.</summary>
    public int Digits { get; init; } = 3;

    /// <summary>How many digits after the point are shown of differences and deviations, which are smaller than what they are of.</summary>
    public int FineDigits => Math.Max(4, Digits);

    /// <summary>False where an evaluation gives the figure without an interval of its own.</summary>
    public bool HasInterval { get; init; } = true;

    /// <summary>The tables that show the figure, beside <c>results.csv</c>, which has all figures.</summary>
    public FigureTables Tables { get; init; }

    /// <summary>True where runs are compared by the figure, with an interval of their difference.</summary>
    public bool IsCompared => Resampling is not null;

    /// <summary>How the figure comes out on resampled comments; null where runs are not compared by it.</summary>
    internal FigureResampling? Resampling { get; init; }

    /// <summary>True where value and interval are both made from <see cref="Resampling"/>, see <see cref="FurtherFigures"/>.</summary>
    internal bool IsFurther { get; init; }

    /// <summary>Reads the variant by which a run is judged.</summary>
    public Estimate? Of(EvaluationReport evaluation) => Read(evaluation, Kind.Headline());

    /// <summary>The short title over a column of its own.</summary>
    public string ShortHeading() => Capital(ShortTitle);

    private static string Capital(string title) => char.ToUpperInvariant(title[0]) + title[1..];
}
