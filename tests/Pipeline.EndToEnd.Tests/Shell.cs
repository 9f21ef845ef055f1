using System.Text;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>Runs commands as they are written, by bash.</summary>
public static class Shell
{
    public static BuildResult Run(string command, string folder, IReadOnlyDictionary<string, string> environment)
    {
        using var process = DotnetBuild.Start("bash", ["-euo", "pipefail", "-c", command], folder, environment);
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => { lock (output) output.AppendLine(line.Data); };
        process.ErrorDataReceived += (_, line) => { lock (output) output.AppendLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return new BuildResult(process.ExitCode, output.ToString());
    }
}
