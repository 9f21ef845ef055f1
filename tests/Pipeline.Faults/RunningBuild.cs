using System.Diagnostics;
using Emotune.Pipeline.EndToEnd;

namespace Emotune.Pipeline.Faults;

/// <summary>A build in a process group of its own, to be cut off at a moment.</summary>
internal sealed class RunningBuild : IDisposable
{
    private readonly Process _process;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly System.Text.StringBuilder _output = new();

    public RunningBuild(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        // A process started from a background job ignores Ctrl-C; this one must not.
        _process = DotnetBuild.Start(
            "setsid", ["env", "--default-signal=INT", "dotnet", "build", Repository.Project, .. arguments], folder, environment);
        _process.OutputDataReceived += (_, line) => { lock (_output) _output.AppendLine(line.Data); };
        _process.ErrorDataReceived += (_, line) => { lock (_output) _output.AppendLine(line.Data); };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public TimeSpan Elapsed => _clock.Elapsed;

    public bool HasEnded => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Waits until something is so, or the build has ended.</summary>
    public void WaitUntil(Func<bool> reached)
    {
        while (!HasEnded && !reached())
            Thread.Sleep(5);
    }

    public void Send(int signal) => Signals.SendToGroup(_process.Id, signal);

    /// <returns>Exit code and the time from now to the end.</returns>
    public (int ExitCode, TimeSpan Took) End()
    {
        var clock = Stopwatch.StartNew();
        _process.WaitForExit();
        return (_process.ExitCode, clock.Elapsed);
    }

    public void Dispose()
    {
        if (!HasEnded)
            Send(Signals.Kill);
        _process.WaitForExit();
        _process.Dispose();
    }
}
