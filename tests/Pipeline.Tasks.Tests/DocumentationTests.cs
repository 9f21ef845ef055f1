using System.Reflection;
using System.Text.RegularExpressions;
using Emotune.Diagnostics;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Tests;

/// <summary>What the documentation promises. EMOTUNE_UPDATE_GOLDEN=1 writes the parts that are made from the code.</summary>
public sealed partial class DocumentationTests
{
    private const int MostWords = 2_000;

    [Fact]
    public void Every_error_is_listed()
    {
        var rows = Kinds().Select(k => $"| {k.Code} | {k.Format.Replace("|", "\\|", StringComparison.Ordinal)} |");
        AssertSection("docs/errors.md", "errors", "| code | message |\n|---|---|\n" + string.Join('\n', rows));
    }

    [Fact]
    public void The_README_has_at_most_2000_words() =>
        Assert.InRange(Read("README.md").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 1, MostWords);

    [Fact]
    public void Every_relative_link_points_at_a_file_and_a_heading_that_exist()
    {
        var links = Documents().SelectMany(document => RelativeLink().Matches(Read(document)).Select(link => (document, link))).ToArray();
        Assert.NotEmpty(links);
        Assert.Empty(links.Where(l => !IsThere(l.document, l.link)).Select(l => $"{l.document}: {l.link.Value}"));
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

    private static IEnumerable<string> Documents() =>
    [
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "build/README.md", "experiments/README.md", "experiments/quickstart/README.md",
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(f => Path.GetRelativePath(Repository.Root, f)),
    ];

    private static bool IsThere(string document, Match link)
    {
        var file = link.Groups["file"].Value is { Length: > 0 } given ? Path.Combine(Path.GetDirectoryName(document)!, given) : document;
        if (!Path.Exists(Path.Combine(Repository.Root, file)))
            return false;
        return link.Groups["heading"].Value is not { Length: > 0 } heading
            || Headings().Matches(Read(file)).Any(h => Anchor(h.Groups[1].Value) == heading);
    }

    private static string Anchor(string heading) => NoAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

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

    [GeneratedRegex(@"\]\((?!\w+:)(?<file>[^)#\s]*)(#(?<heading>[^)\s]+))?\)")]
    private static partial Regex RelativeLink();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
