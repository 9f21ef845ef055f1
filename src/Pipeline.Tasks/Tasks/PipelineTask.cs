using Emotune.Diagnostics;
using Emotune.Pipeline.Execution;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Emotune.Pipeline.Tasks;

/// <summary>
/// What all tasks share: the build's session, and errors that a user can act on instead of stack traces.
/// </summary>
public abstract class PipelineTask : MSBuildTask, ICancelableTask, IDisposable
{
    private const string SessionKey = "Emotune.BuildSession";

    private readonly CancellationTokenSource _cancellation = new();

    protected CancellationToken Cancellation => _cancellation.Token;

    public void Cancel() => _cancellation.Cancel();

    public sealed override bool Execute()
    {
        try
        {
            Run();
            return !Log.HasLoggedErrors;
        }
        catch (DiagnosticException problem)
        {
            Report(problem);
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            Report(new DiagnosticException(Problems.Stopped.Given()));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Report(new DiagnosticException(Problems.FileSystemRefused.Given(GetType().Name, problem.Message)));
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Report(Broke(GetType().Name, problem));
        }
        return false;
    }

    protected abstract void Run();

    private protected BuildSession Session
    {
        get => (BuildSession)((IBuildEngine4)BuildEngine).GetRegisteredTaskObject(SessionKey, RegisteredTaskObjectLifetime.Build)
            ?? throw new InvalidOperationException("No experiment is open.");
        set => ((IBuildEngine4)BuildEngine)
            .RegisterTaskObject(SessionKey, value, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
    }

    protected void Say(string line) => Log.LogMessage(MessageImportance.High, "{0}", line);

    /// <summary>Logs each problem as an error at the user's file, line and column.</summary>
    protected void Report(DiagnosticException problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        foreach (var d in problem.Diagnostics)
            Log.LogError(null, d.Code, null, null, d.At?.File, d.At?.Line ?? 0, d.At?.Column ?? 0, 0, 0, "{0}", d.Message);
    }

    /// <summary>Logs each problem as a warning at the user's file, line and column.</summary>
    private protected void Warn(IEnumerable<Diagnostic> problems)
    {
        foreach (var d in problems)
            Log.LogWarning(null, d.Code, null, null, d.At?.File, d.At?.Line ?? 0, d.At?.Column ?? 0, 0, 0, "{0}", d.Message);
    }

    /// <summary>A fault of this program's own: its trace goes into the log, and people get a sentence.</summary>
    private protected DiagnosticException Broke(string what, Exception problem)
    {
        Log.LogMessage(MessageImportance.Low, "{0}", problem.ToString());
        var said = problem.Message.ReplaceLineEndings(" ").Trim();
        return new DiagnosticException(Problems.StageBroke.Given(what, problem.GetType().Name, said));
    }

    public void Dispose()
    {
        _cancellation.Dispose();
        GC.SuppressFinalize(this);
    }
}
