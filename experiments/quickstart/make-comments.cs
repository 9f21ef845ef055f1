#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
// Makes the quickstart's data from grammar.txt; the same files again, byte for byte.
//   dotnet run experiments/quickstart/make-comments.cs [OUTPUT FOLDER]
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

const int Train = 3000, Validation = 600, Test = 600, Unlabelled = 6000;
string[] emotions = ["amusement", "anger", "curiosity", "fear", "gratitude", "joy", "love", "sadness", "surprise", "neutral"];

var home = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
var output = args.Length > 0 ? args[0] : home;
var writer = new CommentWriter(Grammar.Read(Path.Combine(home, "grammar.txt")), emotions, new Draw(20250314));

var rows = new Dictionary<string, List<string>> { ["train"] = [], ["validation"] = [], ["test"] = [], ["unlabelled"] = [] };
var wanted = new Dictionary<string, int> { ["train"] = Train, ["validation"] = Validation, ["test"] = Test };
var seen = new HashSet<string>();
for (var number = 0; rows["unlabelled"].Count < Unlabelled; number++)
{
    var (text, labels) = writer.Next();
    var key = Regex.Replace(text.ToLowerInvariant(), "[^a-z0-9]", "");
    if (!seen.Add(key))
        continue;
    // A text's split is a matter of the text alone, so none can be in two; what finds its split full joins the unlabelled.
    var split = (Hash(key) % 7) switch { 0 => "test", 1 => "validation", _ => "train" };
    if (rows[split].Count < wanted[split])
        rows[split].Add($"{text}\t{string.Join(',', labels)}\tq{number:d5}");
    else if (wanted.All(w => rows[w.Key].Count == w.Value))
        rows["unlabelled"].Add(text);
}

Directory.CreateDirectory(output);
File.WriteAllText(Path.Combine(output, "emotions.txt"), string.Join('\n', emotions) + "\n");
foreach (var (name, lines) in rows)
    File.WriteAllText(Path.Combine(output, name + (name == "unlabelled" ? ".txt" : ".tsv")), string.Join('\n', lines) + "\n");
Console.WriteLine($"{string.Join(", ", rows.Select(r => $"{r.Value.Count} {r.Key}"))}: {output}");

// FNV-1a, for string.GetHashCode differs by process.
static uint Hash(string text) => Encoding.UTF8.GetBytes(text).Aggregate(2166136261u, (hash, b) => unchecked((hash ^ b) * 16777619));

/// <summary>Numbers by seed: SplitMix64, for System.Random's numbers may differ by runtime.</summary>
sealed class Draw(ulong seed)
{
    private ulong state = seed;

    public int Below(int bound)
    {
        var z = state = unchecked(state + 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return (int)((z ^ (z >> 31)) % (ulong)bound);
    }

    public bool Percent(int chance) => Below(100) < chance;

    public T From<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}

/// <summary>Sentences that carry one of several label sets; several where the sentence alone does not tell.</summary>
sealed record Section(string[][] LabelSets, List<string> Sentences);

sealed record Grammar(Dictionary<string, List<string>> Slots, List<(Section Section, string Sentence)> Sentences)
{
    public static Grammar Read(string path)
    {
        var grammar = new Grammar([], []);
        List<string> slot = [];
        (Section? section, var times) = (null, 1);
        foreach (var line in File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line.StartsWith("= ", StringComparison.Ordinal))
            {
                (section, slot) = (null, grammar.Slots[line[2..]] = []);
            }
            else if (line.StartsWith(": ", StringComparison.Ordinal))
            {
                var words = line[2..].Split(" x");
                times = words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : 1;
                section = new Section([.. words[0].Split(" / ").Select(set => set.Split(' '))], []);
            }
            else if (section is null)
            {
                slot.Add(line);
            }
            else
            {
                section.Sentences.Add(line);
                grammar.Sentences.AddRange(Enumerable.Repeat((section, line), times));
            }
        }

        return grammar;
    }

    /// <param name="marks">Receives the labels of the slots that are written with a plus.</param>
    public string Expand(string sentence, Draw draw, List<string> marks) => Regex.Replace(sentence, @"\{([^{}]+)\}", match =>
    {
        var name = match.Groups[1].Value;
        if (name.Contains('|'))
            return draw.From(name.Split('|'));
        var choice = draw.From(Slots[name.ToLowerInvariant().TrimEnd('+')]).Split(" -> ");
        if (name.EndsWith('+'))
            marks.Add(choice[1]);
        var text = Expand(choice[0], draw, marks);
        return char.IsUpper(name[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
    });
}

/// <summary>Draws comments: one sentence or two, in one of several manners of writing, with labels as raters give them.</summary>
sealed class CommentWriter(Grammar grammar, string[] emotions, Draw draw)
{
    private static readonly string[] Openers =
        ["Honestly, ", "Well, ", "So ", "Ok, ", "tbh ", "lol ", "Edit: ", "Ugh, ", "Oh, ", "Hm, ", "Yeah, ", "Right, ", "Anyway, ", "Not gonna lie, "];

    private static readonly string[] Turns = ["But ", "Still, ", "And yet ", "Then again, ", "Also, ", "On the other hand, ", "Meanwhile "];

    public (string Text, IEnumerable<int> Labels) Next()
    {
        var (text, labels) = Sentence();
        if (draw.Percent(14))
        {
            // A second sentence: what is said in passing is not labelled, a second feeling is.
            var (other, others) = Sentence();
            if (others.Contains("neutral"))
                text = draw.Percent(50) ? $"{other} {text}" : $"{text} {other}";
            else
                (text, labels) = ($"{text} {draw.From(Turns)}{Uncapitalised(other)}", [.. labels.Union(others).Where(l => l != "neutral")]);
        }

        return (Styled(text), Rated(labels).Select(l => Array.IndexOf(emotions, l)).Order());
    }

    private (string Text, string[] Labels) Sentence()
    {
        var (section, sentence) = draw.From(grammar.Sentences);
        var marks = new List<string>();
        var text = grammar.Expand(sentence, draw, marks);
        return (text, [.. draw.From(section.LabelSets).Where(l => l != "marked").Union(marks)]);
    }

    /// <summary>Raters err: six rows in a hundred lose, change or gain a label.</summary>
    private string[] Rated(string[] labels)
    {
        if (!draw.Percent(6))
            return labels;
        var other = draw.From(emotions);
        return draw.Below(4) switch
        {
            0 => ["neutral"],
            1 => [.. labels.Union([other])],
            _ => [other],
        };
    }

    private string Styled(string text)
    {
        if (draw.Percent(12))
            text = draw.From(Openers) + Uncapitalised(text);
        if (draw.Percent(7))
            text = Misspelt(text);
        if (text.EndsWith('.') && draw.Percent(30))
            text = text[..^1];
        else if (text.EndsWith('!') && draw.Percent(20))
            text += draw.Percent(50) ? "!!" : " :)";
        if (draw.Percent(3))
            text += " lol";
        return draw.Percent(20) ? text.ToLowerInvariant() : text;
    }

    private string Misspelt(string text)
    {
        var at = 1 + draw.Below(text.Length - 3);
        return !char.IsLetter(text[at]) || !char.IsLetter(text[at + 1]) ? text
            : draw.Percent(50) ? text.Remove(at, 1)
            : $"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}";
    }

    private static string Uncapitalised(string text) =>
        text.StartsWith("I ", StringComparison.Ordinal) ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
