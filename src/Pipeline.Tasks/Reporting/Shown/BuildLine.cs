using System.Globalization;
using System.Text.RegularExpressions;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>A command that builds an experiment, as one types it into a shell.</summary>
/// <param name="Command">What comes before the target.</param>
/// <param name="Properties">As they were given, in the order in which they are written.</param>
internal sealed partial record BuildLine(string Command, string Target, IReadOnlyList<BuildProperty> Properties)
{
    /// <summary>The command of an experiment of which nothing but the name is known.</summary>
    public static BuildLine Of(string experiment) =>
        new("dotnet build Experiments.proj", "Report", [new("Experiment", experiment)]);

    /// <summary>Null where the property is not given.</summary>
    public string? Value(string property) => Properties.FirstOrDefault(p => p.Name == property)?.Value;

    public BuildLine With(string property, string value) => this with
    {
        Properties = Value(property) is null
            ? [.. Properties, new(property, value)]
            : [.. Properties.Select(p => p.Name == property ? p with { Value = value } : p)],
    };

    public BuildLine Without(params string[] properties) =>
        this with { Properties = [.. Properties.Where(p => !properties.Contains(p.Name))] };

    /// <summary>The command for another target, which looks at the experiment as its file has it.</summary>
    public BuildLine For(string target) => Without("Set", "Overrides", "Baseline") with { Target = target };

    public override string ToString() => string.Join(
        ' ', [Command, $"-t:{Target}", .. Properties.Select(p => Shell($"-p:{p.Name}={Escape(p.Value)}"))]);

    /// <summary>One argument as a shell reads it, in quotes only where it needs them.</summary>
    public static string Shell(string argument) =>
        Bare().IsMatch(argument) ? argument : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    // Of what MSBuild escapes, only what would change the value on its command line.
    private static string Escape(string value) =>
        Special().Replace(value, m => string.Create(CultureInfo.InvariantCulture, $"%{(int)m.Value[0]:x2}"));

    [GeneratedRegex(@"^[A-Za-z0-9_.:=+/@%,-]+\z")]
    private static partial Regex Bare();

    [GeneratedRegex("""[;,"]|%(?=[0-9A-Fa-f]{2})|[%$@](?=\()""")]
    private static partial Regex Special();
}

/// <summary>A property of a build and its value.</summary>
internal sealed record BuildProperty(string Name, string Value);
