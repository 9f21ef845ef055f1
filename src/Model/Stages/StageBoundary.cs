using System.Runtime.InteropServices;
using Emotune.Diagnostics;

namespace Emotune.Model.Stages;

/// <summary>Where what libtorch and the allocator throw becomes a problem that a user can act on.</summary>
internal static class StageBoundary
{
    /// <param name="stage">Named in what is wrong.</param>
    /// <exception cref="DiagnosticException">EXP4209: libtorch failed, or memory ran out.</exception>
    public static T Run<T>(string stage, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (Failure(error) is not null)
        {
            throw new DiagnosticException(Problems.ComputationFailed.Given(stage, FirstLine(Failure(error)!.Message)));
        }
    }

    /// <inheritdoc cref="Run{T}"/>
    public static void Run(string stage, Action work) => Run(stage, () =>
    {
        work();
        return true;
    });

    // Parallel work wraps what it throws.
    private static Exception? Failure(Exception error) => error switch
    {
        ExternalException or OutOfMemoryException => error,
        AggregateException many => many.Flatten().InnerExceptions.Select(Failure).FirstOrDefault(e => e is not null),
        _ => null,
    };

    // Below the first line libtorch lists the frames of its own stack.
    private static string FirstLine(string message) =>
        message.AsSpan().Trim() is var text && text.IndexOfAny('\r', '\n') is >= 0 and var end
        ? text[..end].TrimEnd().ToString()
        : text.ToString();
}
