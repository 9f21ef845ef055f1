using System.Diagnostics;
using Emotune.Diagnostics;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary>Experiment files that nobody means well: refused by a code, at a place, soon, in a message that can be read.</summary>
public class HostileTextTests : SpecTests
{
    private const long Megabyte = 1 << 20;

    [Theory]
    [InlineData("train: train.tsv", "train: \"a\\0b\"", "EXP1033(4,10)")]
    [InlineData("name: small", "name: \"a\\0b\"", "EXP1033(1,7)")]
    [InlineData("name: small", "name: small\n\"a\\x00b\": 1", "EXP1033(2,1)")]
    [InlineData("name: small", "name: small\nreport: {title: \"\\u0000\"}", "EXP1033(2,17)")]
    public void A_NUL_is_refused_where_its_text_begins(string line, string replaced, string expected) =>
        Assert.Equal([expected], Fixture.Codes(SpecFixture.Valid.Replace(line, replaced, StringComparison.Ordinal)));

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("\\ud83d\\ud83d")]
    [InlineData("\\ud83d\\u0041")]
    [InlineData("\\ud83d\\uzzzz")]
    [InlineData("\\uFFFFFF\\x")]
    [InlineData("\\UFFFFFFFF")]
    [InlineData("\\U00110000")]
    public void An_escape_that_stands_for_no_character_is_refused_in_its_line(string escape)
    {
        foreach (var line in (string[])[$"report: {{title: \"a{escape}b\"}}", $"\"{escape}\": 1"])
        {
            var problem = Fixture.Single(SpecFixture.Valid + line + "\n");
            Assert.Equal("EXP1008", problem.Code);
            Assert.Equal(12, problem.At!.Line);
            Assert.NotEqual(0, problem.At.Column);
        }
    }

    [Fact]
    public void A_pair_of_escapes_is_one_character() =>
        Assert.Equal("😀", Fixture.Spec(SpecFixture.Valid + "report: {title: \"\\ud83d\\ude00\"}\n").Report.Title);

    [Theory]
    [InlineData('\0')]
    [InlineData('\u0007')]
    [InlineData('\u001B')]
    public void A_control_character_that_is_not_escaped_is_refused_where_it_stands(char control)
    {
        var problem = Fixture.Single($"{SpecFixture.Valid}report: {{title: a{control}b}}\nseeds: [1]\n");
        Assert.Equal("EXP1008(12,18)", SpecFixture.Code(problem));
        Assert.Contains($"U+{(int)control:X4}", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: small\ndata:\n\tformat: csv\n", "EXP1008(3,1)")]
    [InlineData("name: small\ndata:\n  format: csv\n\ttrain: a\n", "EXP1008(4,1)")]
    [InlineData("name: small\ndata:\n  format: csv\n  \ttrain: a\n", "EXP1008(4,3)")]
    [InlineData("name: small\nseeds:\n\t- 1\n", "EXP1008(3,1)")]
    public void A_tab_that_indents_is_reported_where_it_stands(string yaml, string expected)
    {
        var problem = Fixture.Single(yaml);
        Assert.Equal(expected, SpecFixture.Code(problem));
        Assert.Contains("A tab indents the line", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_reported_where_they_stand()
    {
        File.WriteAllBytes(Fixture.FilePath, [.. "name: small\n# caf"u8, 0xE9, .. "\n"u8]);
        var problem = Assert.Single(ExperimentSpecReader.Read(Fixture.FilePath, [], null).Problems);
        Assert.Equal("EXP1010(2,6)", SpecFixture.Code(problem));
    }

    [Fact]
    public void A_long_value_is_cut_in_every_message()
    {
        string[] lines =
        [
            "X: 1", "report: {X: 1}", "training: {schedule: X}", "training: {epochs: X}", "training: {epochs: \"X\"}", "seeds: [X]",
            "training: X", "matrix: {X: {over: {lora.rank: [1]}}}", "report: {title: [X]}", "report: {title: &X a}", "report: {title: *X}",
            "report: {title: !X a}", "data_card: {X: b}", "data_card: {X: b, X: c}", "comparison: {search: X}",
            "evaluation: {extra_sets: {a: {file: X.tsv}}}", "evaluation: {extra_sets: {X: {file: a}}}",
            "evaluation: {extra_sets: {a: {file: /X.tsv}}}", "  X: {method: full, learning_rate: 1.0e-3}",
            "  a: {method: lora, learning_rate: 1.0e-3, lora: {rank: 4, exclude_modules: '(X'}}",
            "  a: {method: lora, learning_rate: 1.0e-3, lora: {rank: 4, exclude_modules: [X, X]}}",
            "  a: {method: full, learning_rate: 1.0e-3, initialize_from: X}",
        ];
        foreach (var text in (string[])[new string('x', 900), new string('x', 20_000)])
        {
            foreach (var line in lines)
                Short(Fixture.Read(SpecFixture.Valid + line.Replace("X", text, StringComparison.Ordinal) + "\n").Problems);
            foreach (var set in (string[])["X", "X=1", "training.epochs=X", "training.X=1", "seeds=X+X", "report.title=[X"])
                Short(Fixture.Read(SpecFixture.Valid, set.Replace("X", text, StringComparison.Ordinal)).Problems);
        }
    }

    [Fact]
    public void A_value_of_ten_megabytes_is_refused_where_it_begins() => Soon(10 * Megabyte, "EXP1032(12,17)", writer =>
    {
        writer.Write(SpecFixture.Valid);
        writer.Write($"report: {{title: {new string('x', (int)(10 * Megabyte))}}}\n");
    });

    [Fact]
    public void A_file_of_thirty_megabytes_is_refused_unread() => Soon(3 * Megabyte, "EXP1031(1,1)", writer =>
    {
        for (var written = 0; written < 30; written++)
            writer.Write(new string('#', (int)Megabyte));
    });

    [Theory]
    [InlineData("report: {title: X}", "EXP1032(12,17)")]
    [InlineData("training: {schedule: \"X\"}", "EXP1032(12,22)")]
    [InlineData("? X\n: 1", "EXP1032(12,3)")]
    public void A_value_of_two_megabytes_is_refused_where_it_begins(string line, string expected) => Soon(2 * Megabyte, expected, writer =>
    {
        writer.Write(SpecFixture.Valid);
        writer.Write(line.Replace("X", new string('x', (int)(2 * Megabyte)), StringComparison.Ordinal) + "\n");
    });

    [Fact]
    public void A_hundred_thousand_seeds_are_refused() => Soon(Megabyte, "EXP1034(12,1)", writer =>
        writer.Write($"{SpecFixture.Valid}seeds: [{string.Join(", ", Enumerable.Range(1, 100_000))}]\n"));

    [Fact]
    public void A_hundred_runs_by_a_thousand_are_refused() => Soon(Megabyte, "EXP1034(12,1)", writer =>
    {
        writer.Write(SpecFixture.Valid.Replace("  full: {method: full, learning_rate: 2.0e-4}\n", "", StringComparison.Ordinal)
            .Replace("  lora: {method: lora, learning_rate: 1.0e-3, lora: {rank: 4}}\n", Runs(100), StringComparison.Ordinal).TrimEnd());
        writer.Write("\nmatrix:\n");
        for (var run = 0; run < 100; run++)
        {
            var ten = string.Join(", ", Enumerable.Range(1, 10));
            writer.Write($"  r{run}: {{over: {{training.epochs: [{ten}], training.batch_size: [{ten}], training.threads: [{ten}]}}}}\n");
        }
    }, line: 110);

    [Fact]
    public void Fifty_thousand_unknown_keys_are_told_in_part()
    {
        var problems = Soon(Megabyte, null, writer =>
        {
            writer.Write(SpecFixture.Valid);
            for (var key = 0; key < 50_000; key++)
                writer.Write($"key{key}: 1\n");
        });
        Assert.Equal(SpecProblems.Shown + 1, problems.Count);
        Assert.All(problems.SkipLast(1), (p, i) => Assert.Equal($"EXP1001({12 + i},1)", SpecFixture.Code(p)));
        Assert.Equal("EXP1030", problems[^1].Code);
    }

    [Theory]
    [InlineData("seeds: [X]", "&a *b ")]
    [InlineData("seeds: [X1]", "1, 1, ")]
    [InlineData("X", "a: 1\n")]
    [InlineData("X", "? [a]\n: 1\n")]
    [InlineData("seeds: X", "[")]
    [InlineData("seeds: X", "{")]
    [InlineData("seeds: X", "{a: ")]
    [InlineData("seeds:\n  X", "- ")]
    [InlineData("X", "---\n")]
    [InlineData("seeds: X", "!")]
    [InlineData("seeds: X", "\"\" ")]
    [InlineData("seeds: X", "a: ")]
    [InlineData("seeds: [X]", "a#b ")]
    [InlineData("matrix: {X}", "a#: {over: {lora.rank: [1]}}, ")]
    [InlineData("matrix: {lora: {over: {lora.rank: [1, 2]}, exclude: [X]}}", "{lora.rank: #}, ")]
    [InlineData("evaluation: {extra_sets: {X}}", "s#: {file: a}, ")]
    [InlineData("data_card: {X}", "s#: {file: a}, ")]
    public void A_megabyte_of_anything_ends_soon(string line, string part)
    {
        var text = new System.Text.StringBuilder();
        for (var number = 0; text.Length < Megabyte; number++)
            text.Append(part.Replace("#", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        line = line.Replace("X", text.ToString(), StringComparison.Ordinal);
        Soon(Megabyte, null, writer => writer.Write($"{SpecFixture.Valid}{line}\n"));
    }

    private IReadOnlyList<Diagnostic> Soon(long bytes, string? expected, Action<TextWriter> write, int? line = null)
    {
        using (var writer = File.CreateText(Fixture.FilePath))
            write(writer);
        Assert.True(new FileInfo(Fixture.FilePath).Length < 12 * bytes + Megabyte);
        var allocated = GC.GetTotalAllocatedBytes(true);
        var clock = Stopwatch.StartNew();
        var problems = ExperimentSpecReader.Read(Fixture.FilePath, [], null, new PathRoots(null, null)).Problems;
        // On a machine of its own it takes less than two; what is quadratic takes a minute.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"{clock.Elapsed}");
        Assert.True(GC.GetTotalAllocatedBytes(true) - allocated < 1L << 30, $"{(GC.GetTotalAllocatedBytes(true) - allocated) >> 20} MiB");
        Short(problems);
        if (expected is not null)
            Assert.Equal(line is null ? expected : $"EXP1034({line},1)", SpecFixture.Code(Assert.Single(problems)));
        return problems;
    }

    private static void Short(IReadOnlyList<Diagnostic> problems)
    {
        Assert.NotEmpty(problems);
        Assert.All(problems, p => Assert.DoesNotContain(new string('x', 201), p.Message, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.InRange(p.Message.Length, 1, 3000));
    }

    private static string Runs(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(r => $"  r{r}: {{method: full, learning_rate: 2.0e-4}}\n"));
}
