using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Emotune.Pipeline.EndToEnd.Samples;

/// <summary>What a user builds of the packages and an exported run, in a folder that knows nothing of the repository.</summary>
[Collection(QuickstartCollection.Name)]
public sealed class SampleTests(QuickstartBuild quickstart, SampleFolder samples, ITestOutputHelper output) : IClassFixture<SampleFolder>
{
    private static readonly string[] Texts = ["thank you so much for the help", "where did you find that recipe?", ""];

    [Fact]
    public void The_program_in_one_file_labels_the_lines_of_its_input()
    {
        var output = SampleFolder.Run(
            $"printf 'thank you so much for the help\\nwhere did you find that recipe?\\n' | dotnet run classify.cs -- '{samples.Model}'",
            samples.At("samples/Console"));
        Assert.Matches(@"(?m)^.*gratitude [01]\.\d\d.*\tthank you so much for the help$", output);
        Assert.Matches(@"(?m)^.*\twhere did you find that recipe\?$", output);
    }

    [Fact]
    public async Task The_web_service_gives_the_probabilities_of_the_build_and_survives_its_clients()
    {
        using var service = WebService.Start(samples);
        Assert.Equal("Healthy", await service.Client.GetStringAsync("/health"));
        Assert.Contains("/classify", await service.Client.GetStringAsync("/openapi/v1.json"), StringComparison.Ordinal);
        await AssertEqualToTheBuild(service.Client);

        await AssertRefused(service.Client, HttpStatusCode.BadRequest, "{\"texts\": [");
        await AssertRefused(service.Client, HttpStatusCode.BadRequest, "{\"texts\": []}");
        await AssertRefused(service.Client, HttpStatusCode.BadRequest, "{\"texts\": [null]}");
        await AssertRefused(service.Client, HttpStatusCode.BadRequest, "{\"texts\": \"text\"}");
        await AssertRefused(service.Client, HttpStatusCode.BadRequest, "{}");
        await AssertRefused(service.Client, HttpStatusCode.BadRequest, "");
        await AssertRefused(service.Client, HttpStatusCode.BadRequest, "null");
        await AssertRefused(service.Client, HttpStatusCode.BadRequest, "{\"texts\": [1]}");
        await AssertRefused(service.Client, HttpStatusCode.BadRequest, "{\"texts\": [\"\\ud800\"]}");
        await AssertRefused(service.Client, HttpStatusCode.BadRequest, new string('[', 10_000));
        foreach (var contentType in new[]
        {
            "text/plain", "application/x-www-form-urlencoded", "application/json; charset=none", "application/json; charset=utf-7",
        })
        {
            await AssertRefused(service.Client, HttpStatusCode.UnsupportedMediaType, "{\"texts\": [\"a\"]}", contentType);
        }

        await AssertRefused(service.Client, HttpStatusCode.RequestEntityTooLarge, $$"""{"texts": ["{{new string('a', 100_000)}}"]}""");
        await AssertRefused(
            service.Client, HttpStatusCode.RequestEntityTooLarge,
            $$"""{"texts": [{{string.Join(", ", Enumerable.Repeat("\"a\"", 257))}}]}""");
        await AssertRefused(service.Client, HttpStatusCode.RequestEntityTooLarge, $$"""{"texts": ["{{new string('a', 1 << 20)}}"]}""");
        await AssertRefused(service.Client, HttpStatusCode.RequestEntityTooLarge, $$"""{"texts": ["{{new string('a', 9 << 20)}}"]}""");

        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(5));
        var many = Enumerable.Repeat(string.Concat(Enumerable.Repeat("thank you so much ", 200)), 256);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => service.Client.PostAsJsonAsync("/classify", new { texts = many }, impatient.Token));
        await AssertEqualToTheBuild(service.Client);
    }

    [Fact]
    public async Task The_web_service_answers_all_and_keeps_its_memory_under_load()
    {
        using var service = WebService.Start(samples);
        var load = await ServiceLoad.On(service);
        output.WriteLine($"{load}");
        Assert.True(load.Answers > 100, $"{load}");
        Assert.Equal((0, 0), (load.TooMany, load.LostAnswers));
        Assert.True(load.MemoryBytes.Late <= 1.1 * load.MemoryBytes.Early, $"{load}");
    }

    [Fact]
    public void No_libtorch_comes_with_the_packages()
    {
        SampleFolder.Run("dotnet build -v:q", samples.At("samples/WebService"));
        var built = Directory.EnumerateFiles(samples.At("samples/WebService/bin"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(f)).ToArray();
        Assert.Contains("Emotune.Onnx.dll", built);
        Assert.DoesNotContain(built, f => f!.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    private async Task AssertEqualToTheBuild(HttpClient client)
    {
        var input = samples.At("texts.txt");
        File.WriteAllLines(input, Texts[..2]);
        var classified = quickstart.Build(
            "Classify", "-p:Runs=lora", $"-p:Input={input}", $"-p:OutputPath={samples.At("classified.jsonl")}");
        Assert.True(classified.ExitCode == 0, classified.Output);
        var expected = File.ReadAllLines(samples.At("classified.jsonl")).Select(l => JsonNode.Parse(l)!["probabilities"]!).ToArray();

        using var response = await client.PostAsJsonAsync("/classify", new { texts = Texts });
        var results = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsArray();

        Assert.Equal(Texts, results.Select(r => r!["text"]!.GetValue<string>()));
        for (var i = 0; i < expected.Length; i++)
        {
            foreach (var (label, probability) in expected[i].AsObject())
                Assert.Equal(probability!.GetValue<double>(), results[i]!["probabilities"]![label]!.GetValue<double>(), 1e-4);
        }
    }

    private static async Task AssertRefused(
        HttpClient client, HttpStatusCode status, string body, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/classify");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        // The service may refuse a body by its length, and then takes none of it.
        request.Headers.ExpectContinue = true;
        using var response = await client.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
    }
}
