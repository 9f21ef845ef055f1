using System.Reflection;
using System.Runtime.Loader;
using Emotune.Diagnostics;
using Emotune.Model.Onnx;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// ONNX Runtime, whose package is large and which only the measuring of graphs needs: it is built and loaded when it is asked for.
/// </summary>
internal sealed class GraphRuntime : AssemblyLoadContext
{
    private const string SessionType = "Emotune.Runtime.OnnxRuntimeSession";

    private static readonly Assembly[] Own = [typeof(IGraphSession).Assembly, typeof(DiagnosticException).Assembly];

    private readonly AssemblyDependencyResolver _resolver;
    private readonly Type _session;

    private GraphRuntime(string path) : base(nameof(GraphRuntime))
    {
        _resolver = new AssemblyDependencyResolver(path);
        _session = LoadFromAssemblyPath(path).GetType(SessionType, throwOnError: true)!;
    }

    /// <param name="path">The assembly that has ONNX Runtime's sessions.</param>
    /// <returns>What loads a graph's file.</returns>
    /// <exception cref="DiagnosticException">EXP4132: the assembly cannot be loaded.</exception>
    public static Func<string, IGraphSession> Load(string path)
    {
        try
        {
            return new GraphRuntime(path).Open;
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or TypeLoadException or InvalidOperationException)
        {
            throw new DiagnosticException(Problems.GraphNotRun.Given(error.Message.ReplaceLineEndings(" ").Trim()));
        }
    }

    // Emotune's own assemblies are those that run already: other copies of them would have other types.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        Own.FirstOrDefault(a => a.GetName().Name == assemblyName.Name) is { } own
            ? own
            : _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    private IGraphSession Open(string graph) => (IGraphSession)Activator.CreateInstance(
        _session, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, binder: null, [graph], culture: null)!;
}
