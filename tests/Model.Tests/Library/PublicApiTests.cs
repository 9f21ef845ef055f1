using System.Reflection;
using System.Xml.Linq;

namespace Emotune.Model.Tests.Library;

/// <summary>What a program may use of the model.</summary>
public sealed class PublicApiTests
{
    private const string Golden = "tests/Model.Tests/Library/PublicApi.txt";
    private static readonly Assembly[] Offered = [typeof(Classification).Assembly, typeof(TextClassifier).Assembly];

    [Fact]
    public void The_public_API_is_the_one_that_is_listed()
    {
        var path = Path.Combine(SharedFiles.Repository, Golden);
        var found = string.Concat(Offered.Select(PublicApi.Of));
        if (Environment.GetEnvironmentVariable("EMOTUNE_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, found);
        Assert.True(
            File.ReadAllText(path) == found,
            $"The public API is no longer that of {Golden}. Where this is intended, EMOTUNE_UPDATE_GOLDEN=1 writes the list anew. It is:\n"
                + found);
    }

    [Fact]
    public void Every_public_member_is_described_in_a_sentence()
    {
        var types = Offered.SelectMany(a => a.GetExportedTypes()).Select(t => t.FullName!).ToArray();
        var members = Offered.SelectMany(a => XDocument.Load(Path.ChangeExtension(a.Location, ".xml")).Descendants("member"))
            .Where(m => types.Any(t => m.Attribute("name")!.Value[2..] == t
                || m.Attribute("name")!.Value[2..].StartsWith(t + ".", StringComparison.Ordinal)))
            .Where(m => !m.Attribute("name")!.Value.Contains('<', StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(members);
        var texts = members.SelectMany(m => m.Elements().Where(e => e.Name.LocalName is "summary" or "param" or "returns" or "exception")
            .Select(e => e.Value.Trim()));
        Assert.All(texts, text => Assert.Matches(@"(?s)^[A-Z].* .*\.$", text));
    }
}
