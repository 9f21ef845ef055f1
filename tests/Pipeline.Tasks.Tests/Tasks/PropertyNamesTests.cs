using System.Xml.Linq;
using Emotune.Pipeline.Tasks;

namespace Emotune.Pipeline.Tests.Tasks;

public sealed class PropertyNamesTests
{
    [Fact]
    public void The_names_are_those_that_the_environment_may_give() => Assert.Equal(
        XDocument.Load(Path.Combine(Repository.Root, "build", "Environment.props")).Descendants("PropertyGroup").Elements()
            .Select(e => e.Name.LocalName).Order(StringComparer.Ordinal),
        PropertyNames.Known.Order(StringComparer.Ordinal));

    [Fact]
    public void A_misspelt_one_is_EXP2020() => Assert.Equal(
        [
            "EXP2020: The property 'Expermient' is none of Emotune's and changes nothing. Did you mean 'Experiment'?",
            "EXP2020: The property 'Run' is none of Emotune's and changes nothing. Did you mean 'Runs'?",
            "EXP2020: The environment variable 'EMOTUNE_DATASETS_ROOT' is none of Emotune's and changes nothing. Did you mean "
            + "'EMOTUNE_DATASETSROOT'?",
        ],
        PropertyNames.Misspelt(
            ["Run", "runs", "Expermient", "Configuration", "Set", "_WorkerAssembly", "RuntimeIdentifier", "OutDir"],
            ["EMOTUNE_DATASETS_ROOT", "EMOTUNE_runs", "EMOTUNE_UPDATE_GOLDEN", "RUN", "HOME"]).Select(d => d.ToString()));
}
