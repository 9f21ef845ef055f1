using Emotune.Model.Training;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>
/// How a run looks wherever it is drawn: a colour of Okabe and Ito's palette and a shape, so neither has to be told apart alone.
/// </summary>
/// <param name="Shape">An index into <see cref="Shapes"/>.</param>
internal sealed record RunStyle(string ColorHex, int Shape)
{
    /// <summary>Circle, square, triangle up, diamond, triangle down; the open ones follow.</summary>
    public const string Shapes = "●■▲◆▼○□△◇▽";

    private static readonly string[] Rest = ["#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

    public char Symbol => Shapes[Shape];

    /// <summary>By run name: the first full run is a blue circle, the first LoRA run a vermillion square, as everywhere else.</summary>
    public static IReadOnlyDictionary<string, RunStyle> For(IEnumerable<RunResult> runs)
    {
        var styles = new Dictionary<string, RunStyle>(StringComparer.Ordinal);
        var (full, lora, others) = (false, false, 0);
        foreach (var run in runs)
        {
            if (styles.ContainsKey(run.Run)) continue;
            if (run.Method == FineTuningMethod.Full && !full) (full, styles[run.Run]) = (true, new("#0072B2", 0));
            else if (run.Method == FineTuningMethod.Lora && !lora) (lora, styles[run.Run]) = (true, new("#D55E00", 1));
            else styles[run.Run] = new(Rest[others % Rest.Length], (2 + others++) % Shapes.Length);
        }
        return styles;
    }
}
