using System.IO.MemoryMappedFiles;

namespace Emotune.Fuzz.Running;

/// <summary>
/// What a worker is at, in memory that it shares with the process that started it: what stands here outlives the worker, however it ends.
/// </summary>
internal sealed unsafe class WorkerState : IDisposable
{
    private const int Fields = 8;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long* _fields;

    public WorkerState(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Fields * sizeof(long));
        _view = _file.CreateViewAccessor();
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _fields = (long*)start;
    }

    /// <summary>The number of the case that is read now.</summary>
    public ref long Current => ref _fields[0];

    /// <summary>When it began, in ticks of the machine's clock; zero between cases.</summary>
    public ref long Since => ref _fields[1];

    public ref long Read => ref _fields[2];

    public ref long Refused => ref _fields[3];

    public ref long Faults => ref _fields[4];

    public ref long SlowestMicroseconds => ref _fields[5];

    /// <summary>The most that one case allocated, freed again or not.</summary>
    public ref long MostAllocatedBytes => ref _fields[6];

    /// <summary>The highest resident size of the worker.</summary>
    public ref long PeakBytes => ref _fields[7];

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
