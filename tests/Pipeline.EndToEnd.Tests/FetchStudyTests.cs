using System.Text.Json;
using Emotune.HubServer;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The study on GoEmotions as it is shipped, from a machine that has nothing.</summary>
public sealed class FetchStudyTests : IDisposable
{
    private const string Addresses = "https://raw.githubusercontent.com/google-research/google-research/master/goemotions/data";

    private static readonly string[] DataFiles = ["train.tsv", "dev.tsv", "test.tsv", "emotions.txt"];

    private readonly string _folder = Directory.CreateTempSubdirectory("emotune-study").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SharedFact]
    public async Task It_is_prepared_from_its_addresses_without_a_path_given()
    {
        await using var hub = await LoopbackHub.StartAsync();
        // The study names its model by digests: any commit that has them will do.
        hub.AddFolder("sentence-transformers/all-MiniLM-L6-v2", new string('1', 40), Shared("models/all-MiniLM-L6-v2"));
        foreach (var file in DataFiles)
            hub.AddFile($"/data/{file}", await File.ReadAllBytesAsync(Shared($"data/goemotions/{file}")));
        var shipped = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "experiments/goemotions.yaml"));
        Assert.Equal(DataFiles.Length, shipped.Split(Addresses).Length - 1);
        var experiment = Path.Combine(_folder, "goemotions.yaml");
        await File.WriteAllTextAsync(experiment, shipped.Replace(Addresses, hub.Address + "/data", StringComparison.Ordinal));

        var built = Build(hub, experiment);
        Assert.True(built.ExitCode == 0, built.Output);
        Assert.Equal([43_410, 5_426, 5_427], PreparedRows());
        Assert.Contains(" 100 %", built.Output, StringComparison.Ordinal);
        Assert.Single(hub.Requests, r => r.Path.EndsWith("/model.safetensors", StringComparison.Ordinal) && r.Method == "GET");

        var asked = hub.Requests.Count;
        var again = Build(hub, experiment);
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.DoesNotContain("Fetching", again.Output, StringComparison.Ordinal);
        Assert.Equal(asked, hub.Requests.Count);
    }

    private int[] PreparedRows()
    {
        using var dataset = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "artifacts/goemotions/data/dataset.json")));
        return [.. dataset.RootElement.GetProperty("splits").EnumerateArray().Select(s => s.GetProperty("rows").GetInt32())];
    }

    private BuildResult Build(LoopbackHub hub, string experiment) => DotnetBuild.Run(
        _folder,
        ["-t:Prepare", $"-p:Experiment={experiment}", $"-p:ArtifactsRoot={Path.Combine(_folder, "artifacts")}", "-p:Progress=lines"],
        new Dictionary<string, string>
        {
            ["HF_ENDPOINT"] = hub.Address,
            ["HF_HOME"] = Path.Combine(_folder, "models"),
            ["XDG_CACHE_HOME"] = Path.Combine(_folder, "cache"),
        });

    private static string Shared(string path) => Path.Combine(Repository.Shared, path);
}
