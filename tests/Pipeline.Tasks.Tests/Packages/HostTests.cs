using System.Globalization;
using System.Xml.Linq;
using Emotune.Diagnostics;

namespace Emotune.Pipeline.Tests.Packages;

/// <summary>What is said under another MSBuild than .NET's own, where no task of Emotune's runs.</summary>
public sealed class HostTests
{
    [Fact]
    public void The_targets_say_what_the_list_of_errors_says()
    {
        var host = XDocument.Load(Path.Combine(Repository.Root, "build", "Host.targets"));
        var text = string.Concat(host.Descendants("_HostProblem").Select(p => p.Value))
            .Replace("$(_HostProblem)", "", StringComparison.Ordinal);
        Assert.Equal(
            string.Format(CultureInfo.InvariantCulture, Problems.OtherMSBuild.Format, "$(_HostVersion)", "$(_HostRuntime)"), text);
        Assert.Equal(Problems.OtherMSBuild.Code, host.Descendants("Error").Single().Attribute("Code")!.Value);
    }
}
