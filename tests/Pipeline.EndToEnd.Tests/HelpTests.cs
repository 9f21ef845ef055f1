namespace Emotune.Pipeline.EndToEnd;

/// <summary>The text of the target Help.</summary>
public sealed class HelpTests
{
    [Fact]
    public void The_help_spells_out_the_escapes_of_a_comma_and_a_semicolon()
    {
        var help = DotnetBuild.Run(Repository.Root, ["-t:Help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("a comma as %2c and a semicolon as %3b", help.Output, StringComparison.Ordinal);
    }
}
