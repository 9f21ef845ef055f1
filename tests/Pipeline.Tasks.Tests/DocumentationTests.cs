using System.Reflection;
using Emotune.Model.Diagnostics;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Tests;

/// <summary>The parts of the documentation that are made from the code. EMOTUNE_UPDATE_GOLDEN=1 writes them.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_README_lists_every_error()
    {
        var rows = Kinds().Select(k => $"| {k.Code} | {k.Format.Replace("|", "\\|", StringComparison.Ordinal)} |");
        AssertSection("README.md", "errors", "| code | |\n|---|---|\n" + string.Join('\n', rows));
    }

    [Fact]
    public void Every_key_of_an_experiment_is_listed() => AssertSection("experiments/README.md", "keys", KeyTable.Write().Trim());

    [Fact]
    public void Every_error_has_a_number_of_its_own() =>
        Assert.Empty(Kinds().GroupBy(k => k.Code).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void Every_error_is_looked_for_by_a_test()
    {
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var fields = typeof(Problems).GetFields(BindingFlags.Public | BindingFlags.Static);
        Assert.Empty(fields.Where(f => f.GetValue(null) is DiagnosticKind kind
            && !tests.Contains(kind.Code, StringComparison.Ordinal) && !tests.Contains("Problems." + f.Name, StringComparison.Ordinal))
                .Select(f => f.Name));
    }

    private static IEnumerable<DiagnosticKind> Kinds() => typeof(Problems).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => f.GetValue(null)).OfType<DiagnosticKind>().OrderBy(k => k.Code, StringComparer.Ordinal);

    private static void AssertSection(string file, string name, string expected)
    {
        var path = Path.Combine(Repository.Root, file);
        var text = File.ReadAllText(path);
        var (begin, end) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var (start, stop) = (text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, text.IndexOf(end, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("EMOTUNE_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, text = text[..start] + expected + "\n" + text[stop..]);
        stop = text.IndexOf(end, StringComparison.Ordinal);
        Assert.Equal(expected + "\n", text[start..stop]);
    }
}
