using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Emotune.Diagnostics;

namespace Emotune.Model.Lora;

/// <summary>
/// The regular expressions of a configuration in the places where PEFT puts them; what is around an expression has groups of its own,
/// which count as they do there.
/// </summary>
/// <param name="unusable">From an expression, its key and the cause: what is to be said of one that cannot be used.</param>
/// <param name="tooSlow">The same, for one that takes longer than <see cref="Timeout"/>.</param>
internal sealed class ModuleExpressions(
    Func<string, string, string, Diagnostic> unusable, Func<string, string, Diagnostic> tooSlow)
{
    private const string Place = "{0}", End = @"(.*\.)?({0})$", Within = @"(^|.*\.){0}($|\..*)", Layer = @".*\.{0}\.(\d+)\.";

    // Most experiments have fewer than ten. A process that checks many experiments is not to keep them all.
    private const int MostKept = 512;

    private static readonly ConcurrentDictionary<(string Frame, string Expression), Regex> Kept = new();

    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether an expression matches a module's name from the beginning to the end.</summary>
    public bool IsWhole(string key, string expression, string module) => Match(key, expression, Place, module).Success;

    /// <summary>Whether it matches the whole name, or what follows one of its dots.</summary>
    public bool IsEnd(string key, string expression, string module) => Match(key, expression, End, module).Success;

    /// <summary>Whether it matches some of a name's parts.</summary>
    public bool IsWithin(string key, string expression, string module) => Match(key, expression, Within, module).Success;

    /// <summary>Whether <c>layers_to_transform</c> has the module's layer, as <c>layers_pattern</c> finds it.</summary>
    public bool IsInChosenLayer(LoraConfig config, string module)
    {
        const string Key = "layers_pattern";
        if (config.LayersToTransform is not { Count: > 0 } layers)
            return true;
        foreach (var pattern in config.LayersPattern is { Count: > 0 } given ? given : ["[^.]*"])
        {
            var match = Match(Key, pattern, Layer, module);
            if (!match.Success)
                continue;
            return int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var layer)
                ? layers.Contains(layer)
                : throw new DiagnosticException(unusable(
                    pattern, Key, $"PEFT takes its first group for the number of a layer, and in '{module}' that is not a number"));
        }

        return false;
    }

    private Match Match(string key, string expression, string frame, string module)
    {
        try
        {
            return Made(frame, expression).Match(module);
        }
        catch (ArgumentException error)
        {
            throw new DiagnosticException(unusable(expression, key, error.Message));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new DiagnosticException(tooSlow(expression, key));
        }
    }

    private static Regex Made(string frame, string expression)
    {
        if (Kept.Count >= MostKept)
            Kept.Clear();
        return Kept.GetOrAdd((frame, expression), static made =>
        {
            var net = PythonExpression.ToNet(made.Frame.Replace(Place, made.Expression, StringComparison.Ordinal));
            return new Regex(
                made.Frame == Place ? $@"\A(?:{net})\z" : $@"\A(?:{net})", RegexOptions.CultureInvariant, Timeout);
        });
    }
}
