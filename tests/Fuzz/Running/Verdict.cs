using System.Diagnostics;
using System.Text.RegularExpressions;
using Emotune.Diagnostics;

namespace Emotune.Fuzz.Running;

/// <summary>What came of a case.</summary>
/// <param name="Signature">The same for the same fault; null where there is none.</param>
/// <param name="Text">The fault in full, or the problems that were reported.</param>
internal sealed partial record Verdict(bool IsRefused, string? Signature, string Text)
{
    public static Verdict Read { get; } = new(false, null, "read");

    /// <summary>Refused where the problems are numbered and each is one line of text; otherwise a fault.</summary>
    public static Verdict Of(Exception error) => error switch
    {
        DiagnosticException { Diagnostics: [] } => Fault("no problem is reported", error),
        DiagnosticException refused when refused.Diagnostics.FirstOrDefault(d => !IsSound(d)) is { } unsound =>
            Fault($"{unsound.Code} is not one line of text", error),
        DiagnosticException refused => new(true, null, string.Join('\n', refused.Diagnostics)),
        RefusedException => new(true, null, error.Message),
        WrongResultException => Fault($"wrong result: {Digits().Replace(error.Message, "#")}", error),
        _ => Fault($"{error.GetType().Name} in {Place(error)}", error),
    };

    public static Verdict Fault(string signature, Exception? error) => new(false, signature, error?.ToString() ?? "");

    private static bool IsSound(Diagnostic problem) =>
        Code().IsMatch(problem.Code) && !problem.Message.AsSpan().ContainsAnyInRange('\0', '\x1f') && !HasHalfPair(problem.Message);

    private static bool HasHalfPair(string text) => text.EnumerateRunes().Any(r => r.Value == 0xFFFD) && HasSurrogateAlone(text);

    private static bool HasSurrogateAlone(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }

    private static string Place(Exception error) => new StackTrace(error).GetFrames().Select(f => f.GetMethod())
        .Where(m => m?.DeclaringType?.Namespace is { } name && name.StartsWith("Emotune.", StringComparison.Ordinal))
        .Select(m => $"{m!.DeclaringType!.Name}.{m.Name}").FirstOrDefault() ?? "no method of Emotune";

    [GeneratedRegex(@"^EXP\d{4}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
