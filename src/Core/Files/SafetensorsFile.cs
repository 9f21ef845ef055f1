using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using Emotune.Diagnostics;

namespace Emotune.Files;

/// <summary>
/// A safetensors file, mapped into memory: nothing is read before it is asked for, and what is asked for is known to be there.
/// Safe for readers on several threads.
/// </summary>
internal sealed unsafe class SafetensorsFile : IDisposable
{
    private readonly MemoryMappedViewAccessor _view;
    private readonly OrderedDictionary<string, TensorInfo> _tensors = new(StringComparer.Ordinal);
    private byte* _start;
    private long _dataOffset;

    private SafetensorsFile(string path, MemoryMappedViewAccessor view)
    {
        (Path, _view) = (path, view);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    public string Path { get; }

    /// <summary>By name, in the order of their data.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Tensors => _tensors;

    public IReadOnlyDictionary<string, string> Metadata { get; private set; } = new Dictionary<string, string>();

    /// <summary>Opens a file and checks its header and every byte range.</summary>
    /// <exception cref="DiagnosticException">The file cannot be opened, or breaks any rule of the format (EXP4001 to EXP4017).</exception>
    public static SafetensorsFile Open(string path)
    {
        var (view, length) = Map(path);
        var file = new SafetensorsFile(path, view);
        try
        {
            file.ReadHeader(length);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The tensor's bytes, little-endian and row-major; valid until this file is disposed.</summary>
    /// <exception cref="DiagnosticException">There is no such tensor, or it takes 2 GiB or more.</exception>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        var tensor = Info(name);
        return tensor.ByteCount <= int.MaxValue
            ? new ReadOnlySpan<byte>(_start + _dataOffset + tensor.Start, (int)tensor.ByteCount)
            : throw new DiagnosticException(Problems.TensorTooLarge.In(Path, name, tensor.ByteCount, int.MaxValue));
    }

    /// <exception cref="DiagnosticException">There is no such tensor.</exception>
    public TensorInfo Info(string name) => _tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new DiagnosticException(Problems.TensorMissing.In(Path, name, _tensors.Count));

    /// <summary>The values as the nearest single-precision numbers, whatever type they are stored in.</summary>
    public float[] ReadSingle(string name) => TensorValues.ToSingle(Info(name).Type, Bytes(name));

    /// <summary>As <see cref="ReadSingle"/>, for weights: a network with one that is not finite computes nothing.</summary>
    /// <exception cref="DiagnosticException">There is no such tensor, or EXP4049: a value is NaN or infinite.</exception>
    public float[] ReadWeights(string name)
    {
        var values = ReadSingle(name);
        var at = TensorValues.FirstNotFinite(values);
        return at < 0 ? values : throw new DiagnosticException(Problems.WeightNotFinite.In(Path, name, values[at], at));
    }

    /// <summary>The values as the nearest double-precision numbers, whatever type they are stored in.</summary>
    public double[] ReadDouble(string name) => TensorValues.ToDouble(Info(name).Type, Bytes(name));

    /// <summary>The values of an integer or Boolean tensor.</summary>
    /// <exception cref="DiagnosticException">The tensor holds floating-point numbers, or a number beyond 63 bits.</exception>
    public long[] ReadInt64(string name)
    {
        var type = Info(name).Type;
        return TensorValues.TryToInt64(type, Bytes(name))
            ?? throw new DiagnosticException(Problems.TensorNotIntegers.In(Path, name, type.Code()));
    }

    public void Dispose()
    {
        if (_start is null)
            return;
        _start = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }

    // The view keeps the pages by itself: no descriptor stays open, and a rename over the path does no harm.
    private static (MemoryMappedViewAccessor View, long Length) Map(string path)
    {
        try
        {
            using var handle = RegularFile.Open(path);
            var length = RandomAccess.GetLength(handle);
            if (length < SafetensorsHeader.LengthBytes)
                throw new DiagnosticException(Problems.WeightFileTooShort.In(path, length));
            using var map = MemoryMappedFile.CreateFromFile(
                handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            return (map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read), length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.FileNotRead.In(path, error.Message));
        }
    }

    private void ReadHeader(long length)
    {
        var declared = BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(_start, SafetensorsHeader.LengthBytes));
        if (declared > SafetensorsHeader.MaximumBytes)
            throw new DiagnosticException(Problems.HeaderTooLong.In(Path, declared, SafetensorsHeader.MaximumBytes));
        _dataOffset = SafetensorsHeader.LengthBytes + (long)declared;
        if (_dataOffset > length)
            throw new DiagnosticException(Problems.HeaderPastEnd.In(Path, declared, length));

        var header = SafetensorsHeader.Parse(new ReadOnlySpan<byte>(_start + SafetensorsHeader.LengthBytes, (int)declared), Path);
        Metadata = header.Metadata;
        foreach (var tensor in SafetensorsLayout.InDataOrder(header.Tensors, length - _dataOffset, Path))
            _tensors.Add(tensor.Name, tensor);
    }
}
