using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd.Samples;

/// <summary>The sample's web service, running on a free port of the loopback until it is disposed of.</summary>
public sealed partial class WebService : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private WebService(Process process, Uri address) =>
        (_process, Client) = (process, new HttpClient { BaseAddress = address, Timeout = Patience });

    public HttpClient Client { get; }

    /// <summary>Gets the resident memory of the service, in bytes.</summary>
    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static WebService Start(SampleFolder samples)
    {
        var folder = samples.At("samples/WebService");
        SampleFolder.Run("dotnet build -c Release -v:q", folder);
        var program = Path.Combine(folder, "bin/Release/net10.0/WebService.dll");
        var process = DotnetBuild.Start(
            "dotnet", [program, "--Model", samples.Model, "--urls", "http://127.0.0.1:0"], folder, null);
        _ = process.StandardError.ReadToEndAsync();
        var started = Task.Run(() =>
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                if (Listening().Match(line) is { Success: true } found)
                    return new Uri(found.Groups["address"].Value);
            }
            throw new InvalidOperationException("The service ended before it listened.");
        });
        Assert.True(started.Wait(Patience), "The service does not listen.");
        // What it goes on to say is read, so that a full pipe does not stop it.
        _ = process.StandardOutput.ReadToEndAsync();
        return new WebService(process, started.Result);
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
